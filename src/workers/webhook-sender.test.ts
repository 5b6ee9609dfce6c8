import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { until } from '../../test/kit/eventually.ts'
import {
  type Answer,
  answerWith,
  deliveriesOf,
  moveClock,
  namesOf,
  newSubscriber,
  setUpSending,
  tell,
} from '../../test/kit/webhooks.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import { retryDelaysMs } from '../domain/webhooks/delivery.ts'

const { db, receiver, onlyOf, start } = await setUpSending()
const day = 24 * 3_600_000

test('a fact is posted in its envelope, once, and both libraries accept the signature', async () => {
  const { tenant, secret } = await newSubscriber(db, { url: receiver.url, headers: { 'x-shop': 'north' } })
  await tell(db, tenant, ['firstName'])
  const sender = start()
  await until(async () => (await deliveriesOf(db, tenant))[0]?.state === 'delivered')

  const [first, ...more] = receiver.received
  assert.deepEqual(more, [])
  const { id, headers, text, body, path } = first!
  assert.equal(path, '/hooks?from=parley')
  assert.deepEqual(Object.keys(body), ['id', 'eventType', 'tenant', 'isEncrypted', 'payload'])
  assert.deepEqual(
    [body.id, body.eventType, body.tenant, body.isEncrypted],
    [id, 'contact.updated', tenant.slug, false],
  )
  assert.equal(headers['x-shop'], 'north')
  assert.equal(headers['content-type'], 'application/json')
  new StandardWebhook(secret).verify(text, headers as Record<string, string>)
  const svixOnly = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('svix-')))
  new SvixWebhook(secret).verify(text, svixOnly as Record<string, string>)
  assert.throws(() => new SvixWebhook(secret).verify(`${text} `, svixOnly as Record<string, string>))

  const [delivery] = await deliveriesOf(db, tenant)
  const [attempt] = delivery!.attempts
  assert.deepEqual(
    [delivery!.messageId, attempt!.status, attempt!.answer, attempt!.problem],
    [id, 200, 'thanks', null],
  )
  assert.deepEqual(namesOf(receiver.received), ['firstName'])
  assert.deepEqual(sender.errors, [])
})

const triedTimes = (tenant: Tenant, times: number) =>
  until(async () => (await onlyOf(tenant)).attempts.length === times)

test('a failure is tried again on the schedule of the tenant clock, under the same id with a fresh signature', async () => {
  receiver.answer = answerWith(500, 'broken')
  const { tenant, secret } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['firstName'])
  start()
  let clock = 0
  for (const [index, delayMs] of retryDelaysMs.entries()) {
    await triedTimes(tenant, index + 1)
    const { state, dueAt, attempts } = await onlyOf(tenant)
    const waitMs = dueAt.getTime() - attempts.at(-1)!.at.getTime()
    assert.equal(state, 'waiting')
    assert.ok(waitMs >= delayMs && waitMs <= delayMs * 1.1, `${waitMs} after failure ${index + 1}`)
    await moveClock(db, tenant, clock + delayMs * 0.9) // not yet
    clock += delayMs * 1.1
    await moveClock(db, tenant, clock)
  }
  await until(async () => (await onlyOf(tenant)).state === 'failed')
  const { attempts, messageId, endedAt } = await onlyOf(tenant)
  assert.equal(attempts.length, 8)
  assert.equal(receiver.received.length, 8)
  assert.ok(endedAt && endedAt.getTime() > Date.now() + day)
  assert.deepEqual(new Set(receiver.received.map(({ id }) => id)), new Set([messageId]))
  for (const { text, headers } of receiver.received)
    new StandardWebhook(secret).verify(text, headers as Record<string, string>)
})

test('a receiver that asks to be left alone for longer than the schedule says is left alone', async () => {
  const dueAfter = async (status: number, retryAfter: string) => {
    receiver.answer = answerWith(status, '', { 'retry-after': retryAfter })
    const { tenant } = await newSubscriber(db, { url: receiver.url })
    await tell(db, tenant, ['firstName'])
    await triedTimes(tenant, 1)
    const { dueAt, attempts } = await onlyOf(tenant)
    return (dueAt.getTime() - attempts[0]!.at.getTime()) / 1000
  }
  const isAbout = (seconds: number, least: number) => seconds >= least && seconds <= least * 1.1
  start()
  assert.ok(isAbout(await dueAfter(429, '120'), 120))
  const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString()
  const untilDate = await dueAfter(503, inTwoMinutes)
  assert.ok(untilDate > 60 && untilDate <= 132, String(untilDate))
  assert.ok(isAbout(await dueAfter(503, '1'), 5), 'no sooner than the schedule')
  assert.ok(isAbout(await dueAfter(429, '999999999'), 36_000), 'no later than ten hours')
  assert.ok(isAbout(await dueAfter(500, '120'), 5), 'nor of other answers')
})

test('what falls due when the clock is moved is sent in the order in which it falls due', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 1 })
  const names = Array.from({ length: 40 }, (_, index) => `n${index}`)
  await tell(db, tenant, names)
  const rows = (await deliveriesOf(db, tenant)).toReversed()
  const shuffled = rows.map((row, index) => ({ id: row.id, hours: (index * 17) % 40 }))
  for (const { id, hours } of shuffled)
    await db
      .updateTable('webhook_deliveries')
      .set({ due_at: new Date(Date.now() + (hours + 1) * 3_600_000) })
      .where('id', '=', id)
      .execute()
  start()
  await moveClock(db, tenant, 20.5 * 3_600_000)
  await until(() => receiver.received.length === 20)
  await moveClock(db, tenant, 3 * day)
  await until(() => receiver.received.length === 40)
  const expected = names
    .map((name, index) => ({ name, hours: (index * 17) % 40 }))
    .sort((a, b) => a.hours - b.hours)
  assert.deepEqual(
    namesOf(receiver.received),
    expected.map(({ name }) => name),
  )
})

const givenUp = /^no whole answer within 0\.7 s$/
const misbehaviours: Record<
  string,
  { answer: Answer; problem: RegExp | null; status: number | null; keeps?: RegExp; timeoutMs?: number }
> = {
  'an error': { answer: answerWith(503, 'come later'), status: 503, problem: null, keeps: /^come later$/ },
  'a redirect, which is not followed': {
    answer: (response, { path }) =>
      void response.writeHead(path === '/elsewhere' ? 200 : 307, { location: '/elsewhere' }).end(),
    status: 307,
    problem: null,
  },
  'no answer at all': { answer: () => {}, status: null, problem: givenUp, timeoutMs: 700 },
  'a connection that breaks': {
    answer: (response, _received, request) => {
      request.socket.resetAndDestroy()
      response.destroy()
    },
    status: null,
    problem: /ECONNRESET|other side closed/,
  },
  'a good answer that drips': {
    answer(response) {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 20)
      response.once('close', () => clearInterval(drip))
    },
    status: 200,
    problem: givenUp,
    timeoutMs: 700,
    keeps: /^\.+$/,
  },
  'half an answer': {
    answer(response) {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    },
    status: 200,
    problem: /./,
    keeps: /^half$/,
  },
  'what is not HTTP': {
    answer: (_response, _received, request) => void request.socket.end('hello\r\n\r\n'),
    status: null,
    problem: /does not match the HTTP/,
  },
}

for (const [name, { answer, status, problem, keeps, timeoutMs = 2000 }] of Object.entries(misbehaviours))
  test(`${name} is a failure, and the attempt tells of it`, async () => {
    receiver.answer = answer
    const { tenant } = await newSubscriber(db, { url: receiver.url })
    await tell(db, tenant, ['firstName'])
    const sender = start({ timeoutMs })
    await triedTimes(tenant, 1)
    const delivery = await onlyOf(tenant)
    const [attempt] = delivery.attempts
    assert.deepEqual([delivery.state, attempt!.status], ['waiting', status])
    if (problem) assert.match(attempt!.problem ?? '', problem)
    else assert.equal(attempt!.problem, null)
    assert.match(attempt!.answer, keeps ?? /^$/)
    assert.equal(receiver.received.length, 1)
    assert.deepEqual(sender.errors, [])
  })

test('an address where nobody listens is a failure', async () => {
  const { tenant } = await newSubscriber(db, { url: 'http://127.0.0.1:1/' })
  await tell(db, tenant, ['firstName'])
  start()
  await triedTimes(tenant, 1)
  assert.match((await onlyOf(tenant)).attempts[0]!.problem ?? '', /ECONNREFUSED/)
})

test('of a long answer the first kilobyte is kept, whatever is in it', async () => {
  receiver.answer = response => void response.writeHead(202).end(`\0\u{1F600}${'x'.repeat(3_000_000)}`)
  const { tenant } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['firstName'])
  start()
  await triedTimes(tenant, 1)
  const { state, attempts } = await onlyOf(tenant)
  assert.equal(state, 'delivered')
  assert.equal(attempts[0]!.answer, `\u{FFFD}\u{1F600}${'x'.repeat(1019)}`)
})

test('connections are kept and used again', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 2 })
  const before = receiver.connections()
  await tell(
    db,
    tenant,
    Array.from({ length: 50 }, (_, index) => `n${index}`),
  )
  start()
  await until(() => receiver.received.length === 50)
  assert.ok(receiver.connections() - before <= 2)
})
