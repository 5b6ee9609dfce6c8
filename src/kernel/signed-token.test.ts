import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { readToken, readUnchecked, writeToken } from './signed-token.ts'

const secret = 'a secret'
const now = new Date('2026-02-01T10:00:00Z')
const inAnHour = new Date(now.getTime() + 3_600_000)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const sign = (head: unknown, body: unknown, key = secret) => {
  const signed = `${part(head)}.${part(body)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
const exp = inAnHour.getTime() / 1000

test('what a token claims is read again until its time is over', () => {
  const token = writeToken(secret, { who: 'ada' }, inAnHour)
  assert.deepEqual(readToken(secret, token, now), { who: 'ada', exp })
  assert.deepEqual(readUnchecked(token), { who: 'ada', exp })
  assert.equal(readToken(secret, token, inAnHour), undefined)
})

test('nothing is believed that the secret did not sign, or that is no token', () => {
  const good = writeToken(secret, { who: 'ada' }, inAnHour)
  const [head, , signature] = good.split('.')
  for (const token of [
    sign({ alg: 'HS256' }, { exp }, 'another secret'),
    sign({ alg: 'none' }, { exp }),
    sign({ alg: 'HS512' }, { exp }),
    sign(null, { exp }),
    sign({ alg: 'HS256' }, { exp: 'never' }),
    sign({ alg: 'HS256' }, { nbf: exp }),
    sign({ alg: 'HS256' }, 'ada'),
    `${head}.${part({ who: 'eve', exp })}.${signature}`,
    `${good}x`,
    good.slice(0, -1),
    `${good}.`,
    `${head}..${signature}`,
    '',
    '..',
    'x'.repeat(5000),
  ])
    assert.equal(readToken(secret, token, now), undefined, token.slice(0, 200))
  assert.equal(readUnchecked('x.y.z'), undefined)
})
