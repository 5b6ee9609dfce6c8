import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { DomainError } from '../../kernel/domain-error.ts'
import { phrase, phrasedCodes } from './errors.ts'

/** Said to an operator at the command line or by Parley's own API; no request of this dialect leads to it. */
const neverHere = [
  'consent-not-found',
  'business-event-invalid',
  'business-event-undefined',
  'tenant-not-found',
  'tenant-exists',
  'key-not-found',
  'account-input-invalid',
  'tenant-settings-invalid',
  'webhook-not-found',
  'webhook-invalid',
  'too-many-webhooks',
  'delivery-not-found',
  'tenant-is-production',
  'tenant-is-double',
  'fault-rule-not-found',
  'fault-rule-exists',
  'snapshot-not-found',
  'snapshot-exists',
  'snapshot-outdated',
  'trigger-exists',
  'trigger-definition-invalid',
  'contact-merged',
  'contact-merge-invalid',
  'rejected-interaction-not-found',
  'production-mark-kept',
  'key-too-powerful',
  'key-owner-not-found',
  'service-account-not-found',
  'service-account-exists',
  'service-account-invalid',
  'too-many-service-accounts',
  'too-many-streams',
  'origin-forbidden',
  'person-needed',
  'minute-full',
  'identity-missing',
  'user-not-found',
  'privacy-request-taken',
  'privacy-request-not-found',
  'privacy-request-over',
  'too-many-learnt-schemas',
  'address-too-busy',
  'origin-refused',
  'multipart-malformed',
  'webhook-is-disabled',
  'survey-invalid',
  'survey-not-found',
  'survey-closed',
  'too-many-surveys',
  'survey-response-not-found',
  'answers-invalid',
  'respondent-invalid',
  'visitor-invalid',
  'visitor-too-busy',
  'content-not-found',
  'contact-export-not-found',
  'contact-export-not-finished',
  'contact-exports-full',
  'saved-view-not-found',
  'saved-view-exists',
  'saved-view-of-another',
  'too-many-saved-views',
  'cursor-invalid', // a place in lists of our own API; its own continuations are refused by another code
]

function codesIn(files: Iterable<string>): string[] {
  return [...files].flatMap(file => {
    const found = readFileSync(file, 'utf8').matchAll(/new DomainError\(\s*'([^']+)'/g)
    return [...found].map(([, code = '']) => code)
  })
}

/** A file and all that it leads to by imports. */
function closure(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const imported = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+\.ts)'/g)
  for (const [, path = ''] of imported) closure(join(dirname(file), path), seen)
  return seen
}

/** Nouns that this dialect never defines, and reads at most. */
const readOnly = /^src\/domain\/(people|segments|messaging|automations)\/errors\.ts$/
/** What the operations of this dialect can throw, and the server around them. */
const reached = closure('src/http/server.ts', new Set(closure('src/dialects/voyado/dialect.ts')))
const made = [...new Set(codesIn([...reached].filter(file => !readOnly.test(file))))]

test('there are codes to be phrased', () => {
  assert.ok(made.length > 30)
  const all = readFileSync('src/http/errors.ts', 'utf8').match(/new DomainError\(/g)
  assert.equal(codesIn(['src/http/errors.ts']).length, all?.length, 'every code is written out')
})

test('every refusal that can reach a client has its phrase', () => {
  const missing = made.filter(code => !phrasedCodes.includes(code) && !neverHere.includes(code))
  assert.deepEqual(missing, [])
})

test('nothing is phrased that is never said', () => {
  const unused = phrasedCodes.filter(code => !made.includes(code))
  assert.deepEqual(unused, [])
})

test('every phrase is a status, a code and a message', () => {
  const data = {
    faults: [{ field: 'email', message: 'is wrong' }],
    retryAfterSeconds: 3,
    contactIds: [],
    contactId: 'x',
  }
  for (const code of phrasedCodes.filter(code => code !== 'content-type-wrong')) {
    const { status, body } = phrase(new DomainError(code, 'Said so.', data))
    const { errorCode, message } = body as { errorCode: string; message: string }
    assert.ok(status >= 400 && status < 600, code)
    assert.match(errorCode, /^[A-Z][A-Za-z]+$/, code)
    assert.ok(message.length > 0, code)
  }
})

test('faults become validationErrors', () => {
  const faults = [{ field: 'email', message: 'is required' }]
  assert.deepEqual(phrase(new DomainError('contact-invalid', 'No.', { faults })), {
    status: 422,
    body: {
      errorCode: 'ValidationError',
      message: 'No.',
      validationErrors: [{ field: 'email', errorDescription: 'is required' }],
    },
  })
})

test('several contacts are told as the known client expects', () => {
  const { status, body } = phrase(new DomainError('multiple-matches', 'Several.', { contactIds: ['a', 'b'] }))
  assert.equal(status, 409)
  assert.deepEqual(body, {
    errorCode: 'MultipleMatches',
    message: 'Several.',
    messageDetails: { multipleMatchesFound: ['a', 'b'] },
  })
})

test('refusals that pass say when to come again', () => {
  const tooMany = phrase(new DomainError('too-many-requests', 'Slow down.', { retryAfterSeconds: 1 }))
  assert.deepEqual([tooMany.status, tooMany.headers], [429, { 'retry-after': '1' }])
  const away = phrase(new DomainError('database-unavailable', 'Away.', { cause: 'secret' }))
  assert.deepEqual([away.status, away.headers], [503, { 'retry-after': '1' }])
  assert.doesNotMatch(JSON.stringify(away.body), /secret/)
})

test('a code that nobody phrased is an error of the server, not of the client', () => {
  assert.equal(phrase(new DomainError('made-up', 'Hm.', {})).status, 500)
})
