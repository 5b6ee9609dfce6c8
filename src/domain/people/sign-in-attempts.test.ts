import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSignInAttempts } from './sign-in-attempts.ts'

const start = new Date('2026-01-01T00:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)
const wrong = async () => undefined
const right = async () => 'somebody'
const refused = { code: 'too-many-sign-ins' }

test('ten wrong passwords for an account are checked, the eleventh is not, and after a while there are ten more', async () => {
  const attempts = createSignInAttempts()
  const try_ = (n: number, at: Date, work: () => Promise<string | undefined> = wrong) =>
    attempts.check({ account: 'ada', address: `192.0.2.${n}` }, at, work)
  for (let n = 0; n < 10; n++) await try_(n, later(n))
  await assert.rejects(try_(11, later(1000), right), refused)
  await assert.rejects(try_(12, later(15 * 60_000 - 1), right), refused)
  assert.equal(await try_(13, later(15 * 60_000), right), 'somebody')
})

test('who is right begins anew', async () => {
  const attempts = createSignInAttempts()
  const who = { account: 'ada', address: '192.0.2.1' }
  for (let n = 0; n < 27; n++)
    assert.equal(
      await attempts.check(who, start, n % 9 === 8 ? right : wrong),
      n % 9 === 8 ? 'somebody' : undefined,
    )
})

test('one network has fifty attempts, whatever the accounts, and of IPv6 half an address is one network', async () => {
  const attempts = createSignInAttempts()
  const from = (n: number) => ({ account: `a${n}`, address: `2001:db8:1:2:${n}::1` })
  for (let n = 0; n < 50; n++) await attempts.check(from(n), start, wrong)
  await assert.rejects(attempts.check(from(51), start, right), refused)
  assert.equal(await attempts.check({ account: 'a51', address: '2001:db8:1:3::1' }, start, right), 'somebody')
})

test('two are checked at a time, thirty wait, and no more', async () => {
  const attempts = createSignInAttempts()
  let running = 0
  let most = 0
  const releases: (() => void)[] = []
  const slow = async () => {
    most = Math.max(most, ++running)
    await new Promise<void>(resolve => releases.push(resolve))
    running--
    return 'somebody'
  }
  const all = Array.from({ length: 32 }, (_, n) =>
    attempts.check({ account: `a${n}`, address: `192.0.2.${n}` }, start, slow),
  )
  await assert.rejects(attempts.check({ account: 'b', address: '192.0.2.99' }, start, slow), refused)
  const letGo = setInterval(() => releases.shift()?.(), 0)
  await Promise.all(all)
  clearInterval(letGo)
  assert.equal(most, 2)
})

test('a network of version 6 is one, however its addresses are written', async () => {
  const attempts = createSignInAttempts()
  for (let n = 1; n <= 50; n++)
    await attempts.check(
      { account: `a${n}`, address: n % 2 ? `2001:db8::${n}` : `2001:db8:0:0:${n}::` },
      start,
      wrong,
    )
  await assert.rejects(attempts.check({ account: 'b', address: '2001:db8::ffff' }, start, right), refused)
  assert.equal(await attempts.check({ account: 'b', address: '2001:db8:1::1' }, start, right), 'somebody')
})

test('attempts that are refused push nothing out of what is remembered of others', async () => {
  const attempts = createSignInAttempts()
  for (let n = 0; n < 10; n++)
    await attempts.check({ account: 'ada', address: `198.51.100.${n}` }, start, wrong)
  for (let n = 0; n < 50; n++) await attempts.check({ account: `x${n}`, address: '192.0.2.1' }, start, wrong)
  for (let n = 0; n < 20_001; n++)
    await attempts.check({ account: `y${n}`, address: '192.0.2.1' }, start, wrong).catch(() => {})
  await assert.rejects(attempts.check({ account: 'ada', address: '203.0.113.1' }, start, right), refused)
})

test('what could not be checked is no wrong password', async () => {
  const attempts = createSignInAttempts()
  const who = { account: 'ada', address: '192.0.2.1' }
  const away = () => Promise.reject(new Error('The database is away.'))
  for (let n = 0; n < 60; n++) await assert.rejects(attempts.check(who, start, away), /away/)
  assert.equal(await attempts.check(who, start, right), 'somebody')
})
