import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { newTenant } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import {
  answerWith,
  byTest,
  deliveriesOf,
  moveClock,
  namesOf,
  newSubscriber,
  type Received,
  setUpSending,
  subscribe,
  tell,
} from '../../test/kit/webhooks.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import { claimDeliveries } from '../domain/webhooks/claim-deliveries.ts'
import { enableWebhook } from '../domain/webhooks/enable-webhook.ts'
import { listDeliveries } from '../domain/webhooks/list-deliveries.ts'
import { listWebhooks } from '../domain/webhooks/list-webhooks.ts'
import { replayDeliveries } from '../domain/webhooks/replay-deliveries.ts'
import { rotateSecret } from '../domain/webhooks/rotate-secret.ts'
import { systemClock } from '../kernel/clock.ts'
import { transact } from '../storage/database.ts'

const { database, db, receiver, onlyOf, start } = await setUpSending()
const day = 24 * 3_600_000
const eventsOf = (tenant: Tenant, type: string) =>
  db.selectFrom('events').select('data').where('tenant_id', '=', tenant.id).where('type', '=', type).execute()

test('a receiver that answers 410 wants no more: the webhook is switched off and what waits rests until it is on', async () => {
  receiver.answer = answerWith(410)
  const { tenant, webhook } = await newSubscriber(db, { url: receiver.url, concurrency: 1 })
  await tell(db, tenant, ['a', 'b', 'c'])
  start()
  await until(async () => (await listWebhooks(db, tenant.id))[0]!.disabledAt !== null)
  const [event] = await eventsOf(tenant, 'webhook.disabled')
  assert.deepEqual(event!.data, { webhookId: webhook.id, reason: 'The receiver answered 410 Gone.' })
  assert.equal(receiver.received.length, 1)

  await tell(db, tenant, ['while it was off'])
  receiver.answer = answerWith(200)
  await transact(db, tx => enableWebhook(tx, tenant.id, webhook.id, byTest()))
  await tell(db, tenant, ['d'])
  await until(() => receiver.received.length === 5)
  assert.deepEqual(namesOf(receiver.received), ['a', 'a', 'b', 'c', 'd'])
  assert.equal((await eventsOf(tenant, 'webhook.disabled')).length, 1)
})

test('a webhook of which nothing but failures came for five days is switched off; one success begins them anew', async () => {
  receiver.answer = answerWith(500)
  const { tenant, webhook } = await newSubscriber(db, { url: receiver.url })
  start()
  const state = async () => (await listWebhooks(db, tenant.id))[0]!
  async function failOnDay(number: number) {
    await moveClock(db, tenant, number * day)
    await tell(db, tenant, [`day ${number}`])
    await until(async () =>
      (await deliveriesOf(db, tenant)).some(({ attempts: [one] }) => one && isOnDay(one.at, number)),
    )
  }
  const isOnDay = (at: Date, number: number) => Math.abs(at.getTime() - Date.now() - number * day) < 3_600_000

  await failOnDay(0)
  await failOnDay(4)
  receiver.answer = answerWith(204)
  await tell(db, tenant, ['good'])
  await until(async () => (await state()).failingSince === null)
  receiver.answer = answerWith(500)
  await failOnDay(5)
  await failOnDay(9.9)
  assert.equal((await state()).disabledAt, null)
  await moveClock(db, tenant, 10.1 * day) // what is tried again may do it, or the next fact
  await tell(db, tenant, ['day 10.1'])
  await until(async () => (await state()).disabledAt !== null)
  assert.ok((await state()).disabledAt!.getTime() > Date.now() + 10 * day, 'on the clock of the tenant')
  const [event] = await eventsOf(tenant, 'webhook.disabled')
  assert.deepEqual(event!.data, { webhookId: webhook.id, reason: 'Nothing but failures for five days.' })
})

test('after a rotation both secrets sign for as long as was said, and then the new one alone', async () => {
  const { tenant, webhook, secret: old } = await newSubscriber(db, { url: receiver.url })
  const { secret } = await transact(db, tx => rotateSecret(tx, tenant.id, webhook.id, 60_000, byTest()))
  const isSignedBy = (secret: string, { text, headers }: Received) => {
    try {
      new StandardWebhook(secret).verify(text, headers as Record<string, string>)
      return true
    } catch {
      return false
    }
  }
  await tell(db, tenant, ['a'])
  const sender = start()
  await until(() => receiver.received.length === 1)
  const [first] = receiver.received
  assert.deepEqual([isSignedBy(secret, first!), isSignedBy(old, first!)], [true, true])
  await sender.stop()

  await tell(db, tenant, ['b'])
  start({}, { clock: systemClock(() => Date.now() + 61_000) })
  await until(() => receiver.received.length === 2)
  const [, second] = receiver.received
  assert.deepEqual([isSignedBy(secret, second!), isSignedBy(old, second!)], [true, false])
})

test('of two senders on one queue neither sends what the other does', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 8 })
  const names = Array.from({ length: 400 }, (_, index) => `n${index}`)
  await tell(db, tenant, names)
  start()
  start()
  await until(async () => (await listDeliveries(db, tenant.id, { state: 'delivered' }, 1000)).length === 400)
  assert.equal(receiver.received.length, 400)
  assert.deepEqual(new Set(namesOf(receiver.received)), new Set(names))
})

test('what a dead process had claimed is sent when its lease has run out, and no sooner', async () => {
  const { tenant, webhook } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['a'])
  const lanes = [{ tenantId: tenant.id, laneId: webhook.id, room: 10 }]
  const [claimed] = await claimDeliveries(db, lanes, 700)
  assert.ok(claimed)
  start()
  await until(() => receiver.received.length === 1)
  assert.ok(Date.now() >= claimed.leasedUntil.getTime())
})

test('a sender that is alone does not wait for the lease of a dead process', async () => {
  const { tenant, webhook } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['a'])
  const lanes = [{ tenantId: tenant.id, laneId: webhook.id, room: 10 }]
  assert.equal((await claimDeliveries(db, lanes, 3_600_000)).length, 1)
  start({ isAlone: true })
  await until(async () => (await onlyOf(tenant)).state === 'delivered')
})

test('what was not begun when the sender stops is given back', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 1 })
  await tell(db, tenant, ['a', 'b', 'c'])
  const hold = Promise.withResolvers<void>()
  receiver.answer = response => void hold.promise.then(() => response.end())
  const sender = start()
  await until(() => receiver.received.length === 1)
  const stopped = sender.stop()
  hold.resolve()
  await stopped
  const states = (await deliveriesOf(db, tenant)).map(({ state }) => state)
  assert.deepEqual(states.toSorted(), ['delivered', 'waiting', 'waiting'])
  const { rows } = await sql`select 1 from webhook_deliveries where leased_until is not null
    and tenant_id = ${tenant.id}`.execute(db)
  assert.equal(rows.length, 0)
  assert.equal(receiver.received.length, 1)
})

test('a stop does not wait for a receiver that hangs, whose message is sent again by the next sender', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['a'])
  receiver.answer = () => {}
  const sender = start({ patienceMs: 50, timeoutMs: 10_000, leaseMs: 16_000 })
  await until(() => receiver.received.length === 1)
  const from = performance.now()
  await sender.stop()
  assert.ok(performance.now() - from < 9000, 'less than the receiver is given')
  assert.deepEqual((await onlyOf(tenant)).attempts, [], 'it says nothing about the receiver')
  receiver.answer = answerWith(200)
  start()
  await until(() => receiver.received.length === 2)
  assert.equal(receiver.received[0]!.id, receiver.received[1]!.id)
})

test('no more are under way than a webhook allows, and a rate holds', async () => {
  let [underWay, most] = [0, 0]
  receiver.answer = response => {
    most = Math.max(most, ++underWay)
    setTimeout(() => {
      underWay--
      response.end()
    }, 5)
  }
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`)
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 3 })
  await tell(db, tenant, names)
  start()
  await until(() => receiver.received.length === 30)
  assert.equal(most, 3)

  receiver.received.length = 0
  const { tenant: slow } = await newSubscriber(db, { url: receiver.url, perSecond: 50 })
  await tell(db, slow, names)
  const from = performance.now()
  await until(() => receiver.received.length === 30)
  assert.ok(performance.now() - from > 400, '30 at 50 a second, but for a start')
})

test('a tenant whose receivers hang does not hold up another', async () => {
  receiver.answer = (response, { body }) => void (body.payload.attributes[0] === 'hang' || response.end())
  const { tenant: stuck } = await newSubscriber(db, { url: receiver.url, concurrency: 200 })
  await subscribe(db, stuck, { url: receiver.url, concurrency: 200 })
  await tell(
    db,
    stuck,
    Array.from({ length: 100 }, () => 'hang'),
  )
  start({
    inFlight: 20,
    inFlightPerTenant: 10,
    claimed: 60,
    timeoutMs: 10_000,
    leaseMs: 16_000,
    patienceMs: 10,
  })
  await until(() => receiver.received.length === 10)
  const { tenant } = await newSubscriber(db, { url: receiver.url })
  await tell(
    db,
    tenant,
    Array.from({ length: 30 }, () => 'pass'),
  )
  await until(() => namesOf(receiver.received).filter(name => name === 'pass').length === 30)
})

test('what an operator sends once more keeps its id, whatever had become of it', async () => {
  const { tenant, webhook } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['a', 'b'])
  start()
  const ended = (times: number) =>
    until(async () =>
      (await deliveriesOf(db, tenant)).every(each => each.attempts.length === times && each.endedAt),
    )
  await ended(1)
  const ids = receiver.received.map(({ id }) => id)
  const [newest] = await deliveriesOf(db, tenant)
  assert.equal(await replayDeliveries(db, tenant.id, { deliveryId: newest!.id }, byTest()), 1)
  await until(() => receiver.received.length === 3)
  assert.equal(receiver.received[2]!.id, newest!.messageId)
  await until(async () => (await onlyOf(tenant)).attempts.length === 2)

  const written = newest!.createdAt.getTime()
  const all = { webhookId: webhook.id, state: 'delivered', since: new Date(written) } as const
  assert.equal(
    await replayDeliveries(db, tenant.id, { ...all, since: new Date(written + 1000) }, byTest()),
    0,
  )
  assert.equal(await replayDeliveries(db, tenant.id, { ...all, until: all.since }, byTest()), 0)
  assert.equal(await replayDeliveries(db, tenant.id, { ...all, state: 'failed' }, byTest()), 0)
  await until(async () => (await replayDeliveries(db, tenant.id, all, byTest())) === 2)
  await until(() => receiver.received.length === 5)
  assert.deepEqual(new Set(receiver.received.map(({ id }) => id)), new Set(ids))
  const { rows } = await sql`select actor, subject, details from audit_trail
    where tenant_id = ${tenant.id} and action = 'deliveries.replayed' order by id`.execute(db)
  const since = all.since.toISOString()
  assert.deepEqual(rows, [
    { actor: 'test', subject: newest!.id, details: { deliveryId: newest!.id } },
    { actor: 'test', subject: webhook.id, details: { ...all, since } },
  ])
  await assert.rejects(replayDeliveries(db, (await newTenant(db)).id, { deliveryId: newest!.id }, byTest()), {
    code: 'delivery-not-found',
  })
})

test('what is sent once more during its last attempt is not lost when that fails', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url })
  await tell(db, tenant, ['a'])
  await db.updateTable('webhook_deliveries').set({ tries: 7 }).where('tenant_id', '=', tenant.id).execute()
  const hold = Promise.withResolvers<void>()
  receiver.answer = response => void hold.promise.then(() => response.writeHead(500).end())
  start()
  await until(() => receiver.received.length === 1)
  const { id: deliveryId } = await onlyOf(tenant)
  assert.equal(await replayDeliveries(db, tenant.id, { deliveryId }, byTest()), 1)
  receiver.answer = answerWith(200)
  hold.resolve()
  await until(async () => (await onlyOf(tenant)).state === 'delivered')
  assert.deepEqual(
    (await onlyOf(tenant)).attempts.map(({ status }) => status),
    [500, 200],
  )
})

test('while clients wait for their answers it takes its time, and yet all is sent', async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 100 })
  const names = Array.from({ length: 160 }, (_, index) => `n${index}`)
  await tell(db, tenant, names)
  let isPressed = true
  const from = performance.now()
  start({}, { isPressed: () => isPressed })
  await until(() => receiver.received.length === 160, 20_000)
  assert.ok(performance.now() - from > 800, '16 at a time, 100 ms apart')
  isPressed = false
  await until(async () => (await deliveriesOf(db, tenant)).every(({ state }) => state === 'delivered'))
})

test('while they wait, what came of attempts is written together', async () => {
  receiver.answer = response => void setTimeout(() => response.end(), 10 * receiver.received.length)
  const { tenant } = await newSubscriber(db, { url: receiver.url, concurrency: 16 })
  const names = Array.from({ length: 16 }, (_, index) => `n${index}`)
  await tell(db, tenant, names)
  start({}, { isPressed: () => true })
  await until(async () => (await deliveriesOf(db, tenant)).every(({ state }) => state === 'delivered'))
  const { rows } = await sql<{ transactions: number }>`
    select count(distinct xmin::text) as transactions from webhook_deliveries
    where tenant_id = ${tenant.id}`.execute(db)
  assert.ok(rows[0]!.transactions <= 5, `${rows[0]!.transactions} transactions in a fifth of a second`)
})

const onServer = {
  skip: database.kind === 'server' ? false : 'connections of the embedded database do not break',
}
test('connections to the database that break lose nothing and send nothing twice', onServer, async () => {
  const { tenant } = await newSubscriber(db, { url: receiver.url, perSecond: 200 })
  const names = Array.from({ length: 300 }, (_, index) => `n${index}`)
  await tell(db, tenant, names)
  const sender = start({ leaseMs: 6500, timeoutMs: 500 })
  const others = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  for (const share of [50, 100, 150, 200, 250]) {
    await until(() => receiver.received.length >= share, 20_000)
    await others.execute(db)
  }
  const isDone = async () =>
    (await listDeliveries(db, tenant.id, { state: 'delivered' }, 1000)).length === 300
  await until(() => isDone().catch(() => false), 20_000)
  assert.deepEqual(new Set(namesOf(receiver.received)), new Set(names))
  assert.equal(receiver.received.length, 300)
  assert.deepEqual(sender.errors, [])
})
