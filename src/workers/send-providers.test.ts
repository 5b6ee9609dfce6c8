import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import {
  addPerson,
  addProvider,
  factsOf,
  moveClock,
  newCompany,
  queueOne,
  sendsOf,
  settled,
  startTestSender,
} from '../../test/kit/sends.ts'
import { beginSends } from '../domain/messaging/begin-sends.ts'
import { claimSends, readSendLanes } from '../domain/messaging/claim-sends.ts'
import type { CourierKind, Handover, OutgoingMessage } from '../domain/messaging/courier.ts'
import { latestMessages } from '../domain/messaging/read-messages.ts'
import { listOutbox } from '../domain/messaging/read-outbox.ts'
import { recordReports } from '../domain/messaging/record-reports.ts'
import { retrySend } from '../domain/messaging/retry-send.ts'
import { deleteProvider } from '../domain/messaging/write-providers.ts'
import { newId } from '../kernel/ids.ts'
import { transact } from '../storage/database.ts'

const database = await testDatabase()
const { db } = database
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(each => each.stop()))
})
after(() => database.close())

/** Kinds of providers that do what they are told, by the name in their settings. */
function newProviders(answers: Record<string, (message: OutgoingMessage) => Handover | Promise<Handover>>) {
  const taken: { by: string; message: OutgoingMessage }[] = []
  const kind = (name: string, knowsIds: boolean): CourierKind => ({
    name,
    channel: 'email',
    secretSettings: [],
    faultsOf: () => [],
    knowsIds: () => knowsIds,
    open: ({ by }) => ({
      async deliver(message) {
        taken.push({ by: by as string, message })
        return answers[by as string]!(message)
      },
      close() {},
    }),
  })
  return { kinds: [kind('told', false), kind('knowing', true)], taken }
}

function start(kinds: readonly CourierKind[], options: Parameters<typeof startTestSender>[1] = {}) {
  const sender = startTestSender(database, options, kinds)
  running.push(sender)
  return sender
}

const accepted = (reference: string): Handover => ({ kind: 'accepted', reference })
const unavailable: Handover = { kind: 'unavailable', detail: 'not now' }

test('the provider with the lowest number is asked first, the next when it is not there', async () => {
  const { tenant, template } = await newCompany(db)
  const { kinds, taken } = newProviders({ a: () => unavailable, b: () => accepted('b-1') })
  const b = await addProvider(db, tenant, { kind: 'told', priority: 2, settings: { by: 'b' } }, kinds)
  await addProvider(db, tenant, { kind: 'told', priority: 1, settings: { by: 'a' } }, kinds)
  await addProvider(db, tenant, { kind: 'told', priority: 0, settings: { by: 'c' }, isEnabled: false }, kinds)
  const contactId = await addPerson(db, tenant)
  await queueOne(db, tenant, template, contactId)
  start(kinds)
  await settled(db, tenant)
  await queueOne(db, tenant, template, contactId)
  const [first, second] = await settled(db, tenant)
  assert.deepEqual([first!.state, first!.providerId, first!.reference], ['sent', b.id, 'b-1'])
  assert.equal(second!.state, 'sent')
  assert.deepEqual(
    taken.map(({ by }) => by),
    ['a', 'b', 'b'], // the one that was not there rests
  )
})

test('with no provider there a message is tried again on a schedule, and fails in the end', async () => {
  const { tenant, template } = await newCompany(db)
  const { kinds, taken } = newProviders({ a: () => unavailable })
  await addProvider(db, tenant, { kind: 'told', settings: { by: 'a' } }, kinds)
  await queueOne(db, tenant, template, await addPerson(db, tenant))
  start(kinds)
  for (let tries = 1; tries <= 9; tries++) {
    await until(() => taken.length === tries)
    await until(async () => (await sendsOf(db, tenant))[0]!.state !== 'sending')
    await moveClock(db, tenant, tries * 24 * 3_600_000)
  }
  const [send] = await settled(db, tenant)
  assert.deepEqual([send!.state, send!.reason, send!.detail], ['failed', 'provider-unavailable', 'not now'])
  assert.equal(taken.length, 9)
})

test('what a provider refuses fails; an address that it refuses gets nothing more', async () => {
  const { tenant, template } = await newCompany(db)
  const { kinds } = newProviders({
    a: ({ to }) => ({ kind: 'refused', isAddress: to.startsWith('gone'), detail: '550' }),
  })
  await addProvider(db, tenant, { kind: 'told', settings: { by: 'a' } }, kinds)
  const gone = await addPerson(db, tenant, { attributes: { email: 'gone@example.com' } })
  await queueOne(db, tenant, template, gone)
  await queueOne(db, tenant, template, await addPerson(db, tenant))
  start(kinds)
  await settled(db, tenant)
  await queueOne(db, tenant, template, gone)
  assert.deepEqual(
    (await settled(db, tenant)).map(({ state, reason }) => [state, reason]),
    [
      ['bounced', 'address-refused'],
      ['failed', 'message-refused'],
      ['suppressed', 'address-suppressed'],
    ],
  )
})

test('when nobody knows whether a message went it is not sent again but by request', async () => {
  const { tenant, template } = await newCompany(db)
  const answers: Handover[] = [{ kind: 'unknown', detail: 'the line broke' }, accepted('x'), accepted('y')]
  const { kinds, taken } = newProviders({ a: () => answers.shift()! })
  const provider = await addProvider(db, tenant, { kind: 'told', settings: { by: 'a' } }, kinds)
  const id = await queueOne(db, tenant, template, await addPerson(db, tenant))
  start(kinds)
  const [send] = await settled(db, tenant)
  assert.deepEqual([send!.state, send!.reason], ['unknown', 'answer-missing'])
  assert.equal(taken.length, 1)
  await transact(db, tx => retrySend(tx, tenant.id, id, new Date()))
  assert.equal((await settled(db, tenant))[0]!.state, 'sent')
  await assert.rejects(
    transact(db, tx => retrySend(tx, tenant.id, id, new Date())),
    { code: 'send-state-wrong' },
  )

  const report = { reference: 'x', outcome: 'failed' } as const
  await transact(db, tx => recordReports(tx, tenant.id, provider.id, [report], new Date()))
  assert.equal((await sendsOf(db, tenant))[0]!.state, 'failed')
  await transact(db, tx => retrySend(tx, tenant.id, id, new Date()))
  await until(async () => (await sendsOf(db, tenant))[0]!.reference === 'y')
  assert.equal((await latestMessages(db, tenant, send!.contactId, { count: 5 })).length, 1)
})

test('what a process was handing over when it died is unknown, and goes again where the provider knows its id', async () => {
  for (const [kind, expected] of [
    ['told', { state: 'unknown', reason: 'process-died', times: 0 }],
    ['knowing', { state: 'sent', reason: null, times: 1 }],
  ] as const) {
    const { tenant, template } = await newCompany(db)
    const { kinds, taken } = newProviders({ a: () => accepted('a') })
    const provider = await addProvider(db, tenant, { kind, settings: { by: 'a' } }, kinds)
    const id = await queueOne(db, tenant, template, await addPerson(db, tenant))
    // As far as the one that dies comes:
    const [lane] = (await readSendLanes(db)).filter(({ tenantId }) => tenantId === tenant.id)
    const sends = await claimSends(db, [{ tenantId: tenant.id, laneId: lane!.id, room: 5 }], 60_000)
    const begun = await beginSends(
      db,
      tenant.id,
      provider.id,
      sends.map(send => ({ ...send, address: 'a' })),
      60_000,
    )
    assert.equal(begun.size, 1)

    start(kinds)
    await new Promise(resolve => setTimeout(resolve, 50))
    assert.equal((await sendsOf(db, tenant))[0]!.state, 'sending', 'it may yet come to an end')
    start(kinds, { isAlone: true })
    await until(async () => (await sendsOf(db, tenant))[0]!.state !== 'sending')
    await moveClock(db, tenant, 3_600_000)
    const [send] = await settled(db, tenant)
    assert.deepEqual(
      [send!.state, send!.reason, taken.length],
      [expected.state, expected.reason, expected.times],
    )
    assert.ok(taken.every(({ message }) => message.sendId === id))
    await Promise.all(running.splice(0).map(each => each.stop()))
  }
})

test('a message of which a provider may have taken the id goes to no other', async () => {
  const unknown: Handover = { kind: 'unknown', detail: '500' }
  for (const { answers, expected } of [
    { answers: [unknown, unavailable, accepted('a-1')], expected: ['sent', null, 'a-1'] },
    { answers: [unknown, ...Array(8).fill(unavailable)], expected: ['unknown', 'answer-missing', null] },
  ]) {
    const { tenant, template } = await newCompany(db)
    const left = [...answers]
    const { kinds, taken } = newProviders({ a: () => left.shift()!, b: () => accepted('b-1') })
    const a = await addProvider(db, tenant, { kind: 'knowing', priority: 1, settings: { by: 'a' } }, kinds)
    await addProvider(db, tenant, { kind: 'told', priority: 2, settings: { by: 'b' } }, kinds)
    await queueOne(db, tenant, template, await addPerson(db, tenant))
    start(kinds)
    for (let tries = 1; tries <= answers.length; tries++) {
      await until(() => taken.length === tries)
      await until(async () => (await sendsOf(db, tenant))[0]!.state !== 'sending')
      await moveClock(db, tenant, tries * 24 * 3_600_000)
    }
    const [send] = await settled(db, tenant)
    assert.deepEqual([send!.state, send!.reason, send!.reference], expected)
    assert.equal(send!.providerId, a.id)
    assert.ok(taken.every(({ by }) => by === 'a'))
    await Promise.all(running.splice(0).map(each => each.stop()))
  }
})

test('a message whose provider may have it is neither captured nor given to another when that one is gone', async () => {
  const { tenant, template } = await newCompany(db)
  const { kinds, taken } = newProviders({ a: () => ({ kind: 'unknown', detail: '500' }) })
  const a = await addProvider(db, tenant, { kind: 'knowing', settings: { by: 'a' } }, kinds)
  const id = await queueOne(db, tenant, template, await addPerson(db, tenant))
  const sender = start(kinds)
  await until(async () => (await sendsOf(db, tenant))[0]!.tries === 1)
  await transact(db, tx => deleteProvider(tx, tenant.id, a.id))
  const other = await queueOne(db, tenant, template, await addPerson(db, tenant))
  for (let tries = 2; tries <= 9; tries++) {
    await moveClock(db, tenant, tries * 24 * 3_600_000)
    await until(async () => {
      const { tries: done, state } = (await sendsOf(db, tenant))[0]!
      return done === tries || state === 'unknown'
    })
  }
  const ends = (await settled(db, tenant)).map(send => [send.id, send.state])
  assert.deepEqual(ends, [
    [id, 'unknown'],
    [other, 'sent'],
  ])
  assert.deepEqual(
    (await listOutbox(db, tenant.id, { limit: 10 })).items.map(({ id: captured }) => captured),
    [other],
  )
  assert.equal(taken.length, 1)
  assert.deepEqual(sender.errors, [])
})

test('a provider that may have a message tells what became of it before it is given it again', async () => {
  const { tenant, template } = await newCompany(db)
  const { kinds, taken } = newProviders({ a: () => ({ kind: 'unknown', detail: '500' }) })
  const a = await addProvider(db, tenant, { kind: 'knowing', settings: { by: 'a' } }, kinds)
  const sendId = await queueOne(db, tenant, template, await addPerson(db, tenant))
  start(kinds)
  await until(async () => (await sendsOf(db, tenant))[0]!.tries === 1)
  const report = { sendId, outcome: 'delivered' } as const
  await transact(db, tx => recordReports(tx, tenant.id, a.id, [report], new Date()))
  await moveClock(db, tenant, 3_600_000)
  const later = await queueOne(db, tenant, template, await addPerson(db, tenant))
  await until(() => taken.length === 2)
  assert.deepEqual(
    taken.map(({ message }) => message.sendId),
    [sendId, later],
  )
  assert.equal((await sendsOf(db, tenant))[0]!.state, 'delivered')
})

test('a rate holds for all senders together', async () => {
  const { tenant, template } = await newCompany(db)
  const times: number[] = []
  const { kinds } = newProviders({
    a: () => {
      times.push(performance.now())
      return accepted('a')
    },
  })
  await addProvider(db, tenant, { kind: 'told', settings: { by: 'a' }, perSecond: 20 }, kinds)
  const contactId = await addPerson(db, tenant)
  for (let n = 0; n < 30; n++) await queueOne(db, tenant, template, contactId)
  start(kinds, { mostPerLane: 10 })
  start(kinds, { mostPerLane: 10 })
  await settled(db, tenant)
  assert.equal(times.length, 30)
  assert.ok(times.at(-1)! - times[0]! > 1000, `${times.at(-1)! - times[0]!} ms`)
})

test('what a provider says later is taken once: delivered, bounced and suppressed, complained of', async () => {
  const { tenant, template } = await newCompany(db)
  const { kinds } = newProviders({ a: ({ sendId }) => accepted(`ref-${sendId}`) })
  const provider = await addProvider(db, tenant, { kind: 'told', settings: { by: 'a' } }, kinds)
  const ids = []
  for (let n = 0; n < 3; n++) ids.push(await queueOne(db, tenant, template, await addPerson(db, tenant)))
  start(kinds)
  await settled(db, tenant)
  const [one, two, three] = ids as [string, string, string]
  const reports = [
    { reference: `ref-${one}`, outcome: 'delivered' },
    { sendId: two, outcome: 'bounced', detail: 'no such user' },
    { sendId: three, outcome: 'complained' },
    { sendId: newId(), outcome: 'delivered' },
    { reference: 'nothing', outcome: 'delivered' },
  ] as const
  const report = () => transact(db, tx => recordReports(tx, tenant.id, provider.id, reports, new Date()))
  assert.equal(await report(), 3)
  assert.equal(await report(), 3)
  assert.deepEqual(
    (await sendsOf(db, tenant)).map(({ state }) => state),
    ['delivered', 'bounced', 'sent'],
  )
  const later = (await factsOf(db, tenant)).map(({ type }) => type).filter(type => !/queued|sent/.test(type))
  assert.deepEqual(later, ['message.delivered', 'message.bounced', 'message.complained'])
  const suppressed = await db
    .selectFrom('message_suppressions')
    .select('reason')
    .where('tenant_id', '=', tenant.id)
    .orderBy('reason')
    .execute()
  assert.deepEqual(
    suppressed.map(({ reason }) => reason),
    ['bounce', 'complaint'],
  )
  assert.deepEqual((await listOutbox(db, tenant.id, { limit: 10 })).items, [])
})
