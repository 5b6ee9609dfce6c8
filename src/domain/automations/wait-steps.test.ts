import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { endOf, enter, entry, exit, newStage, type Stage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { transact } from '../../storage/database.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { advanceRuns, claimRuns } from './advance-runs.ts'

const database = await testDatabase()
const { db } = database
after(database.close)

test('a wait counts from when the run came to it, though nobody worked on it meanwhile', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation({ entry, start: 'first', steps: { first: { kind: 'wait', for: 'P2D' } } })
  await stage.review(contactId)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  await stage.pass('1 days')
  assert.deepEqual(await endOf(stage), ['wait'])
  await stage.pass('1 days')
  assert.deepEqual(await endOf(stage), ['first: waited', 'completed'])
})

test('waits count on from one another, though the clock passes several at once', async () => {
  const stage = await newStage(db, { at: new Date('2026-03-01T00:00:00Z'), timeZone: 'UTC' })
  await enter(stage, {
    first: { kind: 'waitForDate', date: '2026-03-05T10:00:00Z', next: 'monday' },
    monday: { kind: 'waitForTime', time: '09:00', weekdays: ['monday'], next: 'long' },
    long: { kind: 'wait', for: 'P2D', next: 'event' },
    event: { kind: 'waitForEvent', event: { kind: 'order' }, timeout: 'P1D', timedOut: 'last' },
    last: { kind: 'wait', for: 'PT1H' },
  })
  await stage.pass('10 days')
  assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-11T09:00:00.000Z')
  await stage.pass('33 hours')
  assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-12T10:00:00.000Z')
})

test('a time of day that passed before anybody worked on the run is not waited for until the next day', async () => {
  const stage = await newStage(db, { at: new Date('2026-03-01T08:59:00Z'), timeZone: 'UTC' })
  const contactId = await stage.contact()
  await stage.automation({ entry, start: 'first', steps: { first: { kind: 'waitForTime', time: '09:00' } } })
  await stage.review(contactId)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  await stage.pass('2 minutes')
  assert.deepEqual(await endOf(stage), ['first: reached', 'completed'])
})

test('a wait for a time of day is one in the zone of the contact', async () => {
  const stage = await newStage(db, { at: new Date('2026-03-06T20:00:00Z'), timeZone: 'Europe/Stockholm' }) // Friday
  const steps = {
    first: { kind: 'waitForTime', time: '09:00', weekdays: ['monday', 'tuesday'], zone: 'contact' },
  }
  await enter(stage, steps, {}, { timeZone: 'America/New_York' })
  const [run] = await stage.runs()
  assert.equal(run!.due_at.toISOString(), '2026-03-09T13:00:00.000Z') // summer time began there on the 8th
  await stage.pass('3 days')
  assert.deepEqual(await endOf(stage), ['first: reached', 'completed'])
})

test('a wait for a date is one until it, or goes another way when it is over', async () => {
  const stage = await newStage(db)
  const steps = {
    first: { kind: 'waitForDate', date: 'contact.renewal', offset: '-P1D', next: 'late', missed: 'never' },
    late: { kind: 'waitForDate', date: '2026-03-01T00:00:00Z', missed: 'was' },
    was: exit('was'),
    never: exit('never'),
  }
  await enter(stage, steps, {}, { renewal: '2026-03-05' })
  assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-04T00:00:00.000Z')
  await stage.pass('2 days')
  assert.deepEqual(await endOf(stage), ['first: reached', 'late: missed', 'was: exited', 'exited'])
  const other = await newStage(db)
  await enter(other, steps)
  assert.deepEqual(await endOf(other), ['first: missed', 'never: exited', 'exited'])
})

const waitForOrder = {
  first: {
    kind: 'waitForEvent',
    event: { kind: 'order', where: { path: 'sum', is: 'greater', value: 5 } },
    timeout: 'P3D',
    next: 'yes',
    timedOut: 'no',
  },
  yes: { kind: 'splitByValue', path: 'event.sum', cases: [{ equal: 9, next: 'nine' }], otherwise: 'no' },
  nine: exit('nine'),
  no: exit('no'),
}

test('a wait for an event ends at once with what fits, and with nothing at its time', async () => {
  const stage = await newStage(db)
  const contactId = await enter(stage, waitForOrder)
  await stage.pass(1000)
  await stage.tell('order.created', await stage.contact(), { sum: 9 })
  await stage.tell('order.created', contactId, { sum: 1 })
  await stage.pass(5000)
  assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-05T10:00:00.000Z')
  await stage.tell('order.created', contactId, { sum: 9 })
  await stage.settle()
  assert.deepEqual(await endOf(stage), ['first: happened', 'yes: case 1', 'nine: exited', 'exited'])
  assert.deepEqual(
    await db.selectFrom('automation_listeners').selectAll().where('tenant_id', '=', stage.tenantId).execute(),
    [],
  )

  const late = await newStage(db)
  await enter(late, waitForOrder)
  await late.pass('3 days')
  assert.deepEqual(await endOf(late), ['first: timed out', 'no: exited', 'exited'])
})

test('a wait for an event is over at its time, though nobody works on it before something else happens', async () => {
  const awaited = [
    [entry, (stage: Stage, id: string) => stage.review(id)],
    [{ kind: 'order' }, (stage: Stage, id: string) => stage.tell('order.created', id)],
  ] as const
  for (const [event, happen] of awaited) {
    const steps = { first: { kind: 'waitForEvent', event, timeout: 'P3D' } }
    const late = await newStage(db)
    const id = await enter(late, steps)
    await late.setClock('4 days')
    await happen(late, id)
    await late.settle()
    assert.deepEqual(await endOf(late), ['first: timed out', 'completed'])

    const inTime = await newStage(db)
    const other = await enter(inTime, steps)
    await inTime.setClock('3 days')
    await happen(inTime, other)
    await inTime.setClock('1 days')
    await happen(inTime, other)
    await inTime.settle()
    assert.deepEqual(await endOf(inTime), ['first: happened', 'completed'])
  }
})

test('what happened ends one wait only, also while the clock stands still', async () => {
  const happenings = [
    [entry, (stage: Stage, id: string) => stage.review(id)],
    [{ kind: 'order' }, (stage: Stage, id: string) => stage.tell('order.created', id)],
  ] as const
  for (const [event, happen] of happenings) {
    const stage = await newStage(db)
    const contactId = await enter(stage, {
      first: { kind: 'waitForEvent', event, timeout: 'P3D', next: 'count' },
      count: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } }, next: 'again' },
      again: { kind: 'jump', to: 'first', most: 5 },
    })
    for (const times of [1, 2]) {
      await happen(stage, contactId)
      await stage.settle()
      assert.equal((await stage.attributesOf(contactId)).times, times)
      assert.equal((await stage.runs())[0]!.reason, 'event')
    }
  }
})

test('what becomes of a message after the time of the wait for it is too late', async () => {
  const stage = await newStage(db)
  const contactId = await enter(stage, {
    first: { kind: 'sendMessage', channel: 'email', templateId: await stage.template(), next: 'seen' },
    seen: { kind: 'waitForMessage', step: 'first', timeout: 'P3D', opened: 'yes', timedOut: 'no' },
    yes: exit('yes'),
    no: exit('no'),
  })
  const [send] = await stage.sends()
  await stage.setClock('4 days')
  await stage.tell('message.opened', contactId, { sendId: send!.id })
  await stage.settle()
  assert.deepEqual((await endOf(stage)).slice(1), ['seen: timed out', 'no: exited', 'exited'])
})

const onServer = { skip: database.kind === 'server' ? false : 'the embedded database has one session' }
test('what is told while a run comes to wait for it is not missed', onServer, async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const { id } = await stage.automation({ entry, start: 'first', steps: waitForOrder })
  await stage.review(contactId)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  const runs = await claimRuns(db, [{ tenantId: stage.tenantId, laneId: id, room: 1 }], 30_000)
  const at = await stage.now()
  let advanced: Promise<void> | undefined
  await transact(db, async tx => {
    await lockEvents(tx, [stage.tenantId])
    advanced = advanceRuns(db, stage.tenantId, runs, stage.cache)
    await until(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows[0]!.waiting > 0
    })
    const told = { tenantId: stage.tenantId, type: 'order.created', contactId, data: { sum: 9 }, at }
    await appendEvents(tx, [told])
  })
  await advanced
  assert.deepEqual(await endOf(stage), ['first: happened', 'yes: case 1', 'nine: exited', 'exited'])
})

/** Lets a run of an automation look while the interaction that it waits for comes, and is told of, behind its back. */
async function comesWhileLooking(stage: Stage, contactId: string, automationId: string) {
  const lanes = [{ tenantId: stage.tenantId, laneId: automationId, room: 1 }]
  const runs = await claimRuns(db, lanes, 30_000)
  assert.equal(runs.length, 1)
  const followers: Promise<void>[] = []
  let advanced: Promise<void> | undefined
  await transact(db, async tx => {
    await sql`select from automation_listeners where tenant_id = ${stage.tenantId} for update`.execute(tx)
    advanced = advanceRuns(db, stage.tenantId, runs, stage.cache)
    await until(async () => (await areWaiting()) === 1) // it has looked, and found nothing
    await stage.review(contactId, { rating: 5 })
    followers.push(...stage.consumers.map(consumer => stage.follow(consumer)))
    await Promise.race([until(async () => (await areWaiting()) === 2), Promise.all(followers)])
  })
  await Promise.all([advanced, ...followers])
  await stage.settle()
}

async function areWaiting(): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]!.waiting
}

const ordered = { kind: 'order' }
const praise = { ...entry, where: { path: 'rating', is: 'equal', value: 5 } }

test('what a run waits for is not missed when it comes while the run looks in vain', onServer, async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const first = { kind: 'waitForEvent', event: praise, timeout: 'P2D', next: 'yes', timedOut: 'no' }
  const steps = { first, yes: exit('yes'), no: exit('no') }
  const { id } = await stage.automation({ entry: ordered, start: 'first', steps })
  await stage.tell('order.created', contactId)
  await stage.settle()
  await stage.setClock('1 minutes') // it looks again
  await comesWhileLooking(stage, contactId, id)
  assert.deepEqual(await endOf(stage), ['first: happened', 'yes: exited', 'exited'])
})

test('what ends a run is not missed when it comes while the run looks in vain', onServer, async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const first = { kind: 'waitForEvent', event: { kind: 'abandonedCart' }, timeout: 'P2D' }
  const { id } = await stage.automation({
    entry: ordered,
    exits: [praise],
    start: 'first',
    steps: { first },
  })
  await stage.tell('order.created', contactId)
  await stage.settle()
  await stage.setClock('1 minutes')
  await comesWhileLooking(stage, contactId, id)
  assert.deepEqual(await endOf(stage), ['first: exit rule', 'exit rule'])
})
