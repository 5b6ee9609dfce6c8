import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bounded } from '../../../test/kit/bounded.ts'
import { normaliseEmail } from './email-address.ts'

test('an address is trimmed and in lower case', () => {
  assert.equal(normaliseEmail(' Ada.Berg@Example.COM\n'), 'ada.berg@example.com')
})

test('addresses that people have are taken', () => {
  for (const address of [
    'a@b.se',
    'ada+shop@example.co.uk',
    "o'neill@example.com",
    '1@1.com',
    '_x-y_@sub-domain.example.com',
    'åsa@räksmörgås.se',
    'ada@xn--rksmrgs-5wao1o.se',
    `${'a'.repeat(64)}@example.com`,
  ])
    assert.equal(normaliseEmail(address), address)
})

test('one address typed in two Unicode forms is one address', () => {
  assert.equal(normaliseEmail('a\u030asa@example.com'), normaliseEmail('Åsa@example.com'))
})

test('what is no address is refused', () => {
  for (const text of [
    '',
    '@',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@@example.com',
    'a@b@example.com',
    'ada berg@example.com',
    'ada@exam ple.com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@.example.com',
    'ada@example..com',
    'ada@example.com.',
    'ada@-example.com',
    'ada@example-.com',
    'ada@127.0.0.1',
    'Ada <ada@example.com>',
    'ada@example.com,bo@example.com',
    'ada\0@example.com',
    'ada\ud800@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
  ])
    assert.equal(normaliseEmail(text), undefined, text)
})

test('an address has at most 254 characters', () => {
  const address = (length: number) => `a@${'b.'.repeat(120)}${'c'.repeat(length - 242)}`
  assert.equal(normaliseEmail(address(254))?.length, 254)
  assert.equal(normaliseEmail(address(255)), undefined)
})

test('the normal form is its own normal form', () => {
  const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(part, part, (local, host) => {
      const address = normaliseEmail(`${local}@${host}.com`)
      if (address !== undefined) assert.equal(normaliseEmail(address), address)
    }),
    { numRuns: 2000 },
  )
})

test('hostile text costs no time', () => {
  for (const unit of ['a', 'a.', '.', '@', 'a@', ' ', '-', 'å', '\ud800', 'ﷺ']) {
    const text = unit.repeat(1_000_000)
    assert.equal(
      bounded(() => normaliseEmail(text)),
      undefined,
    )
    bounded(() => normaliseEmail(`${unit.repeat(60)}@${unit.repeat(90)}.com`))
  }
})
