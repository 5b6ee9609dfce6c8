import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAddressRates } from './address-rates.ts'

test('an address may do so much in a minute, and another as much', () => {
  let now = 1_000_000
  const rates = createAddressRates(2, () => now)
  const tries = () => ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2'].map(rates.isTooMuch)
  assert.deepEqual(tries(), [false, false, true, false])
  now += 60_000
  assert.deepEqual(tries(), [false, false, true, false])
})

test('all addresses of a network of version 6 are one, however they are written', () => {
  const rates = createAddressRates(1, () => 0)
  const same = ['2001:db8:0:1::1', '2001:db8:0:1:2:3:4:5', '2001:db8:0:1::']
  assert.deepEqual(same.map(rates.isTooMuch), [false, true, true])
  assert.deepEqual(['2001:db8:0:2::1', '::1', '2001:db8::1'].map(rates.isTooMuch), [false, false, false])
})

test('an address of version 4 in the form of version 6 is one by itself', () => {
  const rates = createAddressRates(1, () => 0)
  assert.deepEqual(['::ffff:192.0.2.1', '::ffff:192.0.2.2'].map(rates.isTooMuch), [false, false])
})

test('memory is bounded, whoever asks', () => {
  const rates = createAddressRates(1, () => 0)
  for (let n = 0; n < 100_001; n++) rates.isTooMuch(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)
  assert.equal(rates.isTooMuch('10.0.0.1'), false)
})
