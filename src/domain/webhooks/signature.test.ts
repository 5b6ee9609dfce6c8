import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { newSigningSecret, readSigningSecret, sign } from './signature.ts'

// The vector that the Standard Webhooks and the Svix repositories publish, with their test key.
const vector = {
  key: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  payload: '{"test": 2432232314}',
  expected: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('the published vector is signed as published, with and without the prefix of the secret', () => {
  for (const secret of [vector.key, vector.key.slice('whsec_'.length)])
    assert.equal(
      sign([readSigningSecret(secret)!], vector.id, vector.timestamp, vector.payload),
      vector.expected,
    )
})

test('with several secrets there are several signatures, the newest first', () => {
  const [first, second] = [newSigningSecret(), newSigningSecret()]
  const keys = [first, second].map(secret => readSigningSecret(secret)!)
  const now = Math.floor(Date.now() / 1000)
  const body = '{"name":"Åsa"}'
  const signature = sign(keys, 'msg_1', now, body)
  assert.match(signature, /^v1,\S{44} v1,\S{44}$/)
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(now), 'webhook-signature': signature }
  for (const secret of [first, second])
    assert.deepEqual(new Webhook(secret).verify(body, headers), { name: 'Åsa' })
})

test('new secrets differ and have 256 bits', () => {
  const secrets = Array.from({ length: 100 }, newSigningSecret)
  assert.equal(new Set(secrets).size, 100)
  for (const secret of secrets) assert.equal(readSigningSecret(secret)?.symmetricKeySize, 32)
})

test('a text that is no secret of 24 to 64 bytes is not taken', () => {
  const ofBytes = (length: number) => `whsec_${Buffer.alloc(length, 7).toString('base64')}`
  for (const text of [
    '',
    'whsec_',
    'whsec_short',
    ofBytes(23),
    ofBytes(65),
    `${ofBytes(24)}!`,
    'x'.repeat(100_000),
  ])
    assert.equal(readSigningSecret(text), undefined, text.slice(0, 50))
  for (const length of [24, 32, 64])
    assert.equal(readSigningSecret(ofBytes(length))?.symmetricKeySize, length)
})
