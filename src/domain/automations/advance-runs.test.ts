import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newStage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Consumer } from '../../storage/log/consumer.ts'
import { advanceRuns, claimRuns, dueLanes } from './advance-runs.ts'
import { automationConsumers } from './consumers.ts'
import { createDefinitionCache } from './definition-cache.ts'
import { endStoppedRuns } from './end-stopped-runs.ts'
import { editAutomation } from './write-automations.ts'

const { db, close } = await testDatabase()
after(close)

const bad = { path: 'rating', is: 'less', value: 3 }
const onBadReview = { kind: 'interaction', schemaId: 'review', where: bad }

test('a run waits in days, does what follows once, and says how it went', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation({
    entry: onBadReview,
    start: 'wait',
    steps: {
      wait: { kind: 'wait', for: 'P2D', next: 'mark' },
      mark: {
        kind: 'updateContact',
        attributes: { lastBad: { from: 'entry.product' }, times: { increaseBy: 1 } },
      },
    },
  })
  await stage.review(contactId, { rating: 5 })
  await stage.review(contactId)
  await stage.settle()
  const [run, ...others] = await stage.runs()
  assert.deepEqual(others, [])
  assert.equal(run!.reason, 'wait')
  assert.equal(run!.due_at.toISOString(), '2026-03-04T10:00:00.000Z')
  await stage.pass('1 days')
  assert.deepEqual(await stage.path(run!.id), [])
  await stage.pass('1 days')
  assert.deepEqual(await stage.path(run!.id), ['wait: waited', 'mark: updated'])
  const [ended] = await stage.runs()
  assert.deepEqual([ended!.state, ended!.reason], ['ended', 'completed'])
  const contact = await db
    .selectFrom('contacts')
    .select('attributes')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  assert.equal(contact.attributes.lastBad, 'Kettle')
  assert.equal(contact.attributes.times, 1)
  const told = await stage.events('automation.run.ended')
  assert.deepEqual(
    told.map(({ data }) => data.reason),
    ['completed'],
  )
})

const counting = {
  entry: { kind: 'interaction', schemaId: 'review' },
  start: 'count',
  steps: {
    count: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } }, next: 'wait' },
    wait: { kind: 'wait', for: 'P1D', next: 'again' },
    again: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } } },
  },
  frequency: { limit: 'everyTime', whileRunning: true },
}

test('of those that claim at once one gets a run, and one whose claim ran out does nothing', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation(counting)
  await stage.review(contactId)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  const lanes = (await dueLanes(db, 100)).filter(lane => lane.tenantId === stage.tenantId)
  const claim = (leaseMs: number) =>
    claimRuns(
      db,
      lanes.map(lane => ({ ...lane, room: 10 })),
      leaseMs,
    )
  const first = await claim(1)
  await new Promise(resolve => setTimeout(resolve, 5))
  const [second, third] = await Promise.all([claim(30_000), claim(30_000)])
  assert.deepEqual([first.length, second.length + third.length], [1, 1])
  const own = [...second, ...third]
  await Promise.all([
    advanceRuns(db, stage.tenantId, first, stage.cache),
    advanceRuns(db, stage.tenantId, own, stage.cache),
    advanceRuns(db, stage.tenantId, own, stage.cache),
  ])
  assert.equal((await stage.attributesOf(contactId)).times, 1)
  assert.deepEqual(await stage.path(own[0]!.id), ['count: updated'])
})

test('two processes that change the same contact lose nothing, and keep to a cap together', async () => {
  const stage = await newStage(db)
  const templateId = await stage.template()
  const definition = {
    entry: { kind: 'interaction', schemaId: 'review' },
    start: 'count',
    steps: {
      count: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } }, next: 'wait' },
      wait: { kind: 'wait', for: 'PT1H', next: 'write' },
      write: { kind: 'sendMessage', channel: 'email', templateId },
    },
    frequencyCap: [{ channel: 'email', most: 1, within: 'P1D' }],
  }
  const automations = [await stage.automation(definition), await stage.automation(definition)]
  const contacts: string[] = []
  while (contacts.length < 10) contacts.push(await stage.contact())
  for (const contactId of contacts) await stage.review(contactId)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  const advanceBoth = () =>
    Promise.all(
      automations.map(async ({ id }) => {
        const runs = await claimRuns(db, [{ tenantId: stage.tenantId, laneId: id, room: 100 }], 30_000)
        await advanceRuns(db, stage.tenantId, runs, stage.cache)
      }),
    )
  await advanceBoth()
  for (const contactId of contacts) assert.equal((await stage.attributesOf(contactId)).times, 2)
  await stage.setClock('1 hours')
  await advanceBoth()
  const sends = await stage.sends()
  assert.deepEqual(sends.map(send => send.contact_id).sort(), contacts.toSorted())
})

test('many runs of one contact at the same step each do it', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation(counting)
  for (let n = 0; n < 5; n++) await stage.review(contactId)
  await stage.settle()
  assert.equal((await stage.attributesOf(contactId)).times, 5)
  await stage.pass('1 days')
  assert.equal((await stage.attributesOf(contactId)).times, 10)
})

test('a paused automation stands still, a stopped one ends its runs', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const { id } = await stage.automation(counting)
  await stage.review(contactId)
  await stage.settle()
  await stage.change(id, 'pause')
  await stage.pass('2 days')
  assert.equal((await stage.attributesOf(contactId)).times, 1)
  await stage.change(id, 'resume')
  await stage.settle()
  assert.equal((await stage.attributesOf(contactId)).times, 2)
  await stage.review(contactId)
  await stage.settle()
  await stage.change(id, 'stop')
  while ((await endStoppedRuns(db)) > 0);
  assert.deepEqual(
    (await stage.runs()).map(run => run.reason),
    ['completed', 'stopped'],
  )
})

test('runs stay on their version, or are moved when their step is there still', async () => {
  for (const movesRuns of [false, true]) {
    const stage = await newStage(db)
    const contactId = await stage.contact()
    const { id } = await stage.automation(counting)
    await stage.review(contactId)
    await stage.settle()
    const again = { kind: 'updateContact', attributes: { times: { increaseBy: 100 } } }
    const definition = { ...counting, steps: { ...counting.steps, again } }
    const at = await stage.now()
    await transact(db, tx => editAutomation(tx, stage.tenant, id, { definition, movesRuns }, at))
    await stage.pass('1 days')
    assert.equal((await stage.attributesOf(contactId)).times, movesRuns ? 101 : 2)
    await stage.review(contactId)
    await stage.settle()
    assert.deepEqual(
      (await stage.runs()).map(run => run.version),
      [movesRuns ? 2 : 1, 2],
    )
  }
})

test('runs that are moved listen for what their new version has, and wait for its event', async () => {
  const stage = await newStage(db)
  const wait = { kind: 'waitForEvent', event: { kind: 'order' }, timeout: 'P3D', timedOut: 'late' }
  const definition = {
    entry: { kind: 'interaction', schemaId: 'review' },
    start: 'await',
    steps: { await: { ...wait, next: 'late' }, late: { kind: 'exit' } },
  }
  const [waiting, bought] = [await stage.contact(), await stage.contact()]
  const { id } = await stage.automation(definition)
  for (const contactId of [waiting, bought]) await stage.review(contactId)
  await stage.settle()
  await stage.pass(5000)
  await stage.tell('cart.abandoned', bought)
  await stage.settle()
  const event = { kind: 'abandonedCart' }
  const steps = { await: { ...wait, event, next: 'left' }, left: { kind: 'exit' }, late: { kind: 'exit' } }
  const changed = { ...definition, steps, goal: { kind: 'purchase' } }
  const at = await stage.now()
  await transact(db, tx => editAutomation(tx, stage.tenant, id, { definition: changed, movesRuns: true }, at))
  await stage.settle()
  const stateOf = async (contactId: string) => {
    const run = (await stage.runs()).find(each => each.contact_id === contactId)!
    return [run.version, run.state, run.reason, run.step]
  }
  assert.deepEqual(await stateOf(bought), [2, 'ended', 'exited', 'left'])
  assert.deepEqual(await stateOf(waiting), [2, 'waiting', 'event', 'await'])
  await stage.tell('order.created', waiting)
  await stage.settle()
  assert.deepEqual(await stateOf(waiting), [2, 'waiting', 'event', 'await'])
  await stage.tell('receipt.registered', waiting)
  await stage.settle()
  assert.deepEqual(await stateOf(waiting), [2, 'ended', 'goal', 'await'])
})

test('all runs are moved with the edit, also those on older versions and one that somebody has in hand', async () => {
  const stage = await newStage(db)
  const [first, second] = [await stage.contact(), await stage.contact()]
  const { id } = await stage.automation(counting)
  await stage.review(first)
  await stage.settle()
  const edit = async (increaseBy: number, movesRuns: boolean) => {
    const again = { kind: 'updateContact', attributes: { times: { increaseBy } } }
    const definition = { ...counting, steps: { ...counting.steps, again } }
    const at = await stage.now()
    await transact(db, tx => editAutomation(tx, stage.tenant, id, { definition, movesRuns }, at))
  }
  await edit(10, false)
  await stage.review(second)
  await stage.settle()
  await stage.setClock('1 days')
  const lanes = (await dueLanes(db, 100)).filter(lane => lane.tenantId === stage.tenantId)
  const inHand = await claimRuns(
    db,
    lanes.map(lane => ({ ...lane, room: 10 })),
    30_000,
  )
  assert.deepEqual(inHand.map(run => run.version).sort(), [1, 2])
  await edit(100, true)
  await advanceRuns(db, stage.tenantId, inHand, stage.cache)
  assert.deepEqual(
    (await stage.runs()).map(run => [run.version, run.state]),
    [
      [3, 'waiting'],
      [3, 'waiting'],
    ],
  )
  await stage.settle()
  for (const contactId of [first, second])
    assert.equal((await stage.attributesOf(contactId)).times, 101, 'once, by the new version')
})

test('what changes of an automation elsewhere is known with the next stretch', async () => {
  const stage = await newStage(db)
  const [before, meanwhile, after] = [await stage.contact(), await stage.contact(), await stage.contact()]
  const { id } = await stage.automation(counting)
  const other = automationConsumers(createDefinitionCache())
  const startedFor = async (contactId: string, consumers: readonly Consumer[]) => {
    await stage.review(contactId)
    for (const consumer of consumers) await stage.follow(consumer)
    return (await stage.runs()).filter(run => run.contact_id === contactId).length
  }
  assert.equal(await startedFor(before, other), 1)
  await stage.change(id, 'pause')
  assert.equal(await startedFor(meanwhile, other), 0)
  await stage.change(id, 'resume')
  assert.equal(await startedFor(after, other), 1)
})
