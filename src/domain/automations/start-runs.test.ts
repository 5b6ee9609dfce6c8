import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newStage, occur, type Stage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { advance } from '../../storage/log/consumer.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { addToList, removeFromList } from '../segments/change-list.ts'
import { createSegment } from '../segments/create-segment.ts'

const { db, close } = await testDatabase()
after(close)

const steps = { end: { kind: 'exit' } }
const onReview = { entry: { kind: 'interaction', schemaId: 'review' }, start: 'end', steps }
const waiting = { ...onReview, steps: { end: { kind: 'wait', for: 'P1Y' } } }
const count = async (stage: Stage) => (await stage.runs()).length
const reasons = async (stage: Stage) => (await stage.refusals()).map(({ reason }) => reason)

test('what happened before an automation ran, or while it was paused, starts nothing', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.review(contactId)
  const { id } = await stage.automation(onReview)
  await stage.settle()
  assert.equal(await count(stage), 0)
  await stage.review(contactId)
  await stage.settle()
  assert.equal(await count(stage), 1)
  await stage.change(id, 'pause')
  await stage.review(contactId)
  await stage.change(id, 'resume')
  await stage.settle()
  assert.equal(await count(stage), 1)
})

test('who lets runs do their steps is told when one was started or woken, and of nothing else', async () => {
  const stage = await newStage(db)
  const where = { path: 'rating', is: 'less', value: 3 }
  const wait = { kind: 'waitForEvent', event: { kind: 'order' }, timeout: 'P1D' }
  await stage.automation({ entry: { ...onReview.entry, where }, start: 'wait', steps: { wait } })
  const [ofInteractions, ofEvents] = stage.consumers
  async function isTold(consumer = ofInteractions!) {
    let told = false
    await advance(db, consumer, stage.tenantId, () => {
      told = true
    })
    return told
  }
  const [contactId, other] = [await stage.contact(), await stage.contact()]
  await stage.review(contactId, { rating: 5 })
  assert.equal(await isTold(), false)
  await stage.review(contactId, { rating: 1 })
  assert.equal(await isTold(), true)
  await stage.settle()
  await stage.tell('order.created', other)
  assert.equal(await isTold(ofEvents), false)
  await stage.tell('order.created', contactId)
  assert.equal(await isTold(ofEvents), true)
})

test('a fact starts a run once, though the log is read again', async () => {
  const stage = await newStage(db)
  await stage.automation({ ...onReview, frequency: { limit: 'everyTime', whileRunning: true } })
  await stage.review(await stage.contact())
  await stage.settle()
  await db.updateTable('log_cursors').set({ seq: 0 }).where('tenant_id', '=', stage.tenantId).execute()
  await stage.settle()
  assert.equal(await count(stage), 1)
  assert.equal((await stage.events('automation.run.started')).length, 1)
})

test('a contact on its way does not start again unless it may', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation(waiting)
  await stage.review(contactId)
  await stage.review(contactId)
  await stage.settle()
  assert.equal(await count(stage), 1)
  assert.deepEqual(await reasons(stage), ['running already'])
  await stage.automation({ ...waiting, frequency: { limit: 'everyTime', whileRunning: true } })
  await stage.review(contactId)
  await stage.review(contactId)
  await stage.settle()
  assert.equal(await count(stage), 3)
})

test('a frequency of once, of a rolling day and of a day of the calendar', async () => {
  const stage = await newStage(db, { at: new Date('2026-03-02T20:00:00Z'), timeZone: 'Europe/Stockholm' })
  const contactId = await stage.contact()
  const names: Record<string, string> = {}
  for (const [name, frequency] of Object.entries({
    once: { limit: 'once' },
    rolling: { limit: 'day', period: 'rolling' },
    calendar: { limit: 'day', period: 'calendar' },
  }))
    names[(await stage.automation({ ...onReview, frequency })).id] = name
  const started = async () => {
    await stage.review(contactId)
    await stage.settle()
    const runs = (await stage.runs()).map(run => names[run.automation_id])
    return ['once', 'rolling', 'calendar'].map(name => runs.filter(each => each === name).length)
  }
  assert.deepEqual(await started(), [1, 1, 1])
  assert.deepEqual(await started(), [1, 1, 1])
  await stage.pass('3 hours') // midnight there
  assert.deepEqual(await started(), [1, 1, 2])
  await stage.pass('21 hours')
  assert.deepEqual(await started(), [1, 2, 2])
})

test('a first time is one, whatever was before the automation', async () => {
  const stage = await newStage(db)
  const [old, fresh] = [await stage.contact(), await stage.contact()]
  await stage.review(old, { rating: 1 })
  const where = { path: 'rating', is: 'atMost', value: 2 }
  await stage.automation({ ...onReview, entry: { ...onReview.entry, where, firstTime: true } })
  await stage.review(old, { rating: 2 })
  await stage.review(fresh, { rating: 5 })
  await stage.review(fresh, { rating: 2 })
  await stage.review(fresh, { rating: 1 })
  await stage.settle()
  assert.deepEqual(
    (await stage.runs()).map(run => run.contact_id),
    [fresh],
  )
})

test('a control group is always the same, and is told as the reason', async () => {
  const stage = await newStage(db)
  const contacts: string[] = []
  while (contacts.length < 40) contacts.push(await stage.contact())
  await stage.automation({ ...onReview, controlGroup: { percent: 50 } })
  for (let round = 0; round < 2; round++) {
    for (const contactId of contacts) await stage.review(contactId)
    await stage.settle()
  }
  const started = Map.groupBy(await stage.runs(), run => run.contact_id)
  assert.ok(started.size > 5 && started.size < 35, String(started.size))
  const refusals = await stage.refusals()
  assert.deepEqual(
    refusals.map(({ reason, count: times }) => [reason, times]),
    Array.from({ length: 40 - started.size }, () => ['control group', 2]),
  )
})

test('facts of every kind start what listens to them, and nothing else', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const told: [string, object, object][] = [
    [
      'contact.updated',
      { consents: { sms: true } },
      { kind: 'consentChanged', consentId: 'sms', value: true },
    ],
    [
      'contact.updated',
      { consents: { sms: false } },
      { kind: 'consentChanged', consentId: 'sms', value: false },
    ],
    ['contact.updated', { preferences: { email: false } }, { kind: 'preferenceChanged', channel: 'email' }],
    ['contact.updated', { attributes: ['city'] }, { kind: 'contactUpdated', attribute: 'city' }],
    [
      'receipt.registered',
      { totalGrossPrice: '99.50' },
      { kind: 'purchase', where: { path: 'totalGrossPrice', is: 'greater', value: 99 } },
    ],
    ['cart.abandoned', { cartReference: 'c' }, { kind: 'abandonedCart' }],
    ['order.created', {}, { kind: 'order' }],
    [
      'nps.answered',
      { grade: 3 },
      { kind: 'surveyAnswered', where: { path: 'grade', is: 'less', value: 5 } },
    ],
    ['message.clicked', { channel: 'email' }, { kind: 'message', event: 'clicked', channel: 'email' }],
  ]
  for (const [, , entry] of told)
    await stage.automation({
      entry,
      start: 'end',
      steps,
      frequency: { limit: 'everyTime', whileRunning: true },
    })
  for (const [type, data] of told) await stage.tell(type, contactId, data)
  await stage.tell('message.clicked', contactId, { channel: 'sms' })
  await stage.settle()
  const runs = await stage.runs()
  assert.equal(runs.length, told.length)
  assert.equal(new Set(runs.map(run => run.automation_id)).size, told.length)
})

test('who is put into a list, and taken out of it, starts what listens to that', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const at = await stage.now()
  const list = await transact(db, tx =>
    createSegment(tx, stage.tenant, { name: 'l', kind: 'list' } as never, at),
  )
  for (const kind of ['segmentEntered', 'segmentLeft'])
    await stage.automation({ entry: { kind, segmentId: list.id.toUpperCase() }, start: 'end', steps })
  await transact(db, tx => addToList(tx, stage.tenantId, list.id, [contactId], at))
  await stage.settle()
  assert.equal(await count(stage), 1)
  await transact(db, tx => removeFromList(tx, stage.tenantId, list.id, [contactId], at))
  await stage.settle()
  assert.deepEqual(
    (await stage.runs()).map(run => run.entry.kind),
    ['segmentEntered', 'segmentLeft'],
  )
})

test('a deleted contact leaves its runs without anything of its own', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation(waiting)
  await stage.review(contactId, { product: 'Secret' })
  await stage.settle()
  await transact(db, tx => deleteContact(tx, stage.tenant, contactId, undefined, new Date()))
  await stage.settle()
  const [run] = await stage.runs()
  assert.deepEqual([run!.state, run!.reason], ['ended', 'contact deleted'])
  assert.ok(!JSON.stringify(run).includes('Secret'))
  const [told] = await stage.events('automation.run.ended')
  assert.equal(told!.data.reason, 'contact deleted')
})

test('birthdays come in the zone of the company, each once, also on days that were missed', async () => {
  const stage = await newStage(db, { at: new Date('2026-02-26T12:00:00Z'), timeZone: 'Europe/Stockholm' })
  const [leap, march, other] = [
    await stage.contact({ birthDay: '2000-02-29' }),
    await stage.contact({ birthDay: '1990-03-01' }),
    await stage.contact({ birthDay: '1990-07-01' }),
  ]
  await stage.automation({
    entry: { kind: 'date', attribute: 'birthDay', repeats: 'yearly', time: '09:00' },
    start: 'end',
    steps,
  })
  await stage.pass('1 days')
  await occur(db, stage)
  assert.equal(await count(stage), 0)
  await stage.pass('3 days')
  await occur(db, stage)
  await occur(db, stage)
  const runs = await stage.runs()
  assert.deepEqual(new Set(runs.map(run => run.contact_id)), new Set([leap, march]))
  assert.equal(runs[0]!.entry.at, '2026-03-01T08:00:00.000Z')
  assert.ok(!runs.some(run => run.contact_id === other))
})

test('a schedule starts its audience when it comes round, and once for all the times that were missed', async () => {
  const stage = await newStage(db)
  const here = await stage.contact({ city: 'Lund' })
  await stage.contact({ city: 'Kiel' })
  const audience = { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' }
  await stage.automation({
    entry: { kind: 'schedule', every: 'day', time: '09:00', audience },
    start: 'end',
    steps,
  })
  await occur(db, stage)
  assert.equal(await count(stage), 0)
  await stage.pass('1 days')
  await occur(db, stage)
  assert.deepEqual(
    (await stage.runs()).map(run => run.contact_id),
    [here],
  )
  await stage.pass('5 days')
  await occur(db, stage)
  assert.equal(await count(stage), 2)
})
