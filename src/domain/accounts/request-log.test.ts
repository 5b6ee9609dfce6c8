import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskSecrets } from './mask-secrets.ts'
import { createRequestLog, type LoggedRequest } from './request-log.ts'

const at = new Date('2026-03-01T10:00:00Z')
const request = (more: Partial<LoggedRequest> = {}): LoggedRequest => ({
  requestId: 'r',
  keyId: 'k',
  at,
  dialect: 'parley',
  operation: 'getContact',
  method: 'GET',
  path: '/x',
  status: 200,
  ms: 1,
  fault: null,
  userAgent: '',
  body: '',
  answer: '',
  ...more,
})

test('the last hundred of a key are kept, the newest first, and no longer than an hour', () => {
  const log = createRequestLog()
  for (let n = 0; n < 250; n++)
    log.note('t', request({ requestId: String(n), at: new Date(at.getTime() + n) }))
  const latest = log.latest('t', {}, 1000, at)
  assert.deepEqual([latest.length, latest[0]?.requestId, latest.at(-1)?.requestId], [100, '249', '150'])
  assert.deepEqual(log.latest('other', {}, 10, at), [])
  assert.deepEqual(log.latest('t', {}, 10, new Date(at.getTime() + 3_700_000)), [])
})

test('long texts are cut, and a secret at the cut is hidden', () => {
  const log = createRequestLog()
  const body = `${'x'.repeat(1980)}"secret":"${'s'.repeat(5000)}"`
  log.note('t', request({ body, path: `/${'p'.repeat(5000)}` }))
  const [entry] = log.latest('t', {}, 1, at)
  assert.ok(entry!.body.length < 2010 && entry!.path.length < 2010)
  assert.match(entry!.body, /"secret":"\*\*\*"$/)
})

test('masking takes time in proportion, whatever the text', () => {
  for (const text of [
    '"'.repeat(2000),
    '"a'.repeat(1000),
    `"secret":"${'\\'.repeat(1990)}`,
    '"secret" : '.repeat(180),
  ]) {
    const from = performance.now()
    maskSecrets(text)
    assert.ok(performance.now() - from < 50, text.slice(0, 20))
  }
})
