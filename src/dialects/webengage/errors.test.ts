import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityMissing } from '../../domain/contacts/errors.ts'
import { DomainError } from '../../kernel/domain-error.ts'
import { phrase, phrasedCodes } from './errors.ts'

test('every phrase is the container with a message', () => {
  const data = { faults: [{ field: 'email', message: 'must be string,null' }], retryAfterSeconds: 3 }
  for (const code of phrasedCodes) {
    const { status, body } = phrase(new DomainError(code, 'Said so.', data))
    assert.ok(status >= 400 && status < 600, code)
    const { response } = body as { response: { message: string; status: string } }
    assert.ok(response.message.length > 0, code)
    assert.equal(response.status, 'error')
  }
})

test('the message that the vendor prints is said to the letter, and faults by their fields', () => {
  const missing = phrase(identityMissing(''))
  assert.deepEqual(missing, {
    status: 400,
    body: { response: { message: 'Error: userId and anonymousId cannot be empty.', status: 'error' } },
  })
  const faults = [
    { field: 'email', message: 'must be string,null' },
    { field: 'users.1.phone', message: 'is wrong' },
  ]
  const { body } = phrase(new DomainError('input-invalid', 'x', { faults }))
  const message = 'Error: email must be of the type string; users.1.phone is wrong'
  assert.deepEqual(body, { response: { message, status: 'error' } })
})

test('refusals that pass say when to come again, and secrets are kept', () => {
  const full = phrase(new DomainError('minute-full', 'x', { retryAfterSeconds: 7 }))
  assert.deepEqual([full.status, full.headers], [429, { 'retry-after': '7' }])
  const away = phrase(new DomainError('database-unavailable', 'x', { cause: 'secret' }))
  assert.deepEqual([away.status, away.headers], [503, { 'retry-after': '1' }])
  assert.doesNotMatch(JSON.stringify(away.body), /secret/)
  assert.equal(phrase(new DomainError('made-up', 'secret', {})).status, 500)
})
