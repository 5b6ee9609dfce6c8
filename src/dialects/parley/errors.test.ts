import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { DomainError } from '../../kernel/domain-error.ts'
import { phrase, problems } from './errors.ts'

/** Said by other dialects only, or at the command line: no operation of this one leads to it. */
const neverHere = [
  'grade-invalid',
  'feedback-reply-not-found',
  'recommendation-invalid',
  'tenant-exists',
  'minute-full',
  'identity-missing',
  'user-not-found',
  'contact-unreachable',
  'transaction-too-late',
  'privacy-request-taken',
  'privacy-request-not-found',
  'privacy-request-over',
  'too-many-learnt-schemas',
  'header-missing',
  'contact-creation-too-slow',
  'too-many-changes',
  'contact-row-failed',
  'continuation-invalid',
  'trigger-not-found',
  'trigger-exists',
  'trigger-data-invalid',
  'trigger-definition-invalid',
]
/** Nouns that this dialect has no operations for. */
const otherNouns = ['stores', 'purchases', 'orders', 'tracking', 'triggers']

const sources = globSync('src/{kernel,storage,domain,channels,http,dialects/parley}/**/*.ts').filter(
  file => !file.endsWith('.test.ts') && !otherNouns.some(noun => file.startsWith(`src/domain/${noun}/`)),
)
const texts = sources.filter(file => !file.endsWith('problems.ts')).map(file => readFileSync(file, 'utf8'))
const made = new Set(
  texts.flatMap(text => [...text.matchAll(/new DomainError\(\s*'([^']+)'/g)].map(([, code = '']) => code)),
)

test('every refusal that can reach a client is a problem with a page', () => {
  const missing = [...made].filter(code => !problems.has(code) && !neverHere.includes(code))
  assert.deepEqual(missing, [])
})

test('nothing is phrased that is never said', () => {
  const isSaid = (code: string) => texts.some(text => text.includes(`'${code}'`))
  assert.deepEqual(
    [...problems.keys()].filter(code => !isSaid(code)),
    [],
  )
})

test('every problem has a status of a refusal, a title and words about it', () => {
  for (const [code, { status, title, about }] of problems) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/)
    assert.ok(status >= 400 && status < 600, code)
    assert.match(title, /^[A-Z]/, code)
    assert.match(about, /[.:]/, code)
  }
})

test('faults are told by pointer or field, and data for programs beside them', () => {
  const faults = [
    { field: '/jsonSchema/type', message: 'must be "object"' },
    { field: 'email', message: 'is required' },
  ]
  const { status, body, headers } = phrase(
    new DomainError('contact-invalid', 'No.', { faults, kind: 'email' }),
  )
  assert.deepEqual([status, headers], [422, { 'content-type': 'application/problem+json' }])
  assert.deepEqual(body, {
    type: '/parley/v1/problems/contact-invalid',
    title: 'Invalid contact',
    status: 422,
    detail: 'No.',
    errors: [
      { pointer: '/jsonSchema/type', detail: 'must be "object"' },
      { field: 'email', detail: 'is required' },
    ],
    data: { kind: 'email' },
  })
})

test('what passes says when to come again, and what is nobody’s business is not told', () => {
  const away = phrase(new DomainError('database-unavailable', 'Away.', { cause: 'password' }))
  assert.deepEqual([away.status, away.headers?.['retry-after']], [503, '1'])
  assert.doesNotMatch(JSON.stringify(away.body), /password/)
  const full = phrase(new DomainError('too-many-streams', 'Full.', { retryAfterSeconds: 5 }))
  assert.equal(full.headers?.['retry-after'], '5')
  assert.equal(phrase(new DomainError('unauthorized', 'No.', {})).headers?.['www-authenticate'], 'Bearer')
})

test('a code that nobody phrased is an error of the server and tells nothing', () => {
  const { status, body } = phrase(new DomainError('made-up', 'Secret.', { secret: 1 }))
  assert.equal(status, 500)
  assert.doesNotMatch(JSON.stringify(body), /secret/i)
})
