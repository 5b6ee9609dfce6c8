import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { endOf, enter, entry, exit, newStage, occur, type Stage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { updateContact } from '../contacts/update-contact.ts'
import { suppressAddress } from '../messaging/suppression.ts'
import type { NewReceipt } from '../purchases/receipt.ts'
import { registerReceipts } from '../purchases/register-receipts.ts'
import { addToList } from '../segments/change-list.ts'
import { createSegment } from '../segments/create-segment.ts'
import { deleteAutomation, editAutomation } from './write-automations.ts'

const { db, close } = await testDatabase()
after(close)

const end = { end: { kind: 'exit' } }
const inLund = { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' }

const contactsOf = async (stage: Stage) => (await stage.runs()).map(run => run.contact_id).sort()

test('who is a member already enters at the start, and so does the audience of an automation that asks for it', async () => {
  const stage = await newStage(db)
  const [member, later, here] = [
    await stage.contact(),
    await stage.contact(),
    await stage.contact({ city: 'Lund' }),
  ]
  const at = await stage.now()
  const list = await transact(db, tx =>
    createSegment(tx, stage.tenant, { name: 'l', kind: 'list' } as never, at),
  )
  await transact(db, tx => addToList(tx, stage.tenantId, list.id, [member], at))
  await stage.settle()
  await stage.automation({
    entry: { kind: 'segmentEntered', segmentId: list.id, withMembers: true },
    start: 'end',
    steps: end,
  })
  await occur(db, stage)
  assert.deepEqual(await contactsOf(stage), [member])
  await transact(db, tx => addToList(tx, stage.tenantId, list.id, [later], at))
  await occur(db, stage)
  assert.deepEqual(await contactsOf(stage), [member, later].sort())
  await stage.automation({ entry: { kind: 'whenStarted', audience: inLund }, start: 'end', steps: end })
  await occur(db, stage)
  assert.deepEqual(await contactsOf(stage), [member, later, here].sort())
})

test('an audience holds for facts, too, and the control group of the company for who observes it', async () => {
  const stage = await newStage(db)
  const [here, away] = [await stage.contact({ city: 'Lund' }), await stage.contact({ city: 'Kiel' })]
  const settings = { universalControlGroupPercent: 100 }
  await transact(db, tx => changeSettings(tx, stage.tenant, settings, 'test', new Date()))
  await stage.automation({ entry: { ...entry, audience: inLund }, start: 'end', steps: end })
  await stage.automation({ entry, start: 'end', steps: end, controlGroup: { universal: true } })
  for (const contactId of [here, away]) await stage.review(contactId)
  await stage.settle()
  assert.deepEqual(await contactsOf(stage), [here])
  assert.deepEqual(
    (await stage.refusals()).map(({ reason, contact_id }) => `${reason} ${contact_id === here}`).sort(),
    ['not in the audience false', 'universal control group false', 'universal control group true'],
  )
})

test('a purchase is asked for what was bought', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const buy = async (items: readonly (readonly ['PURCHASE' | 'RETURN', string])[]) => {
    const at = await stage.now()
    await transact(db, tx => registerReceipts(tx, stage.tenant, [receiptOf(contactId, items, at)], at))
  }
  const frequency = { limit: 'everyTime', whileRunning: true }
  await stage.automation({
    entry: { kind: 'purchase', skus: ['x', 'y'] },
    start: 'end',
    steps: end,
    frequency,
  })
  const where = { path: 'skus', is: 'contains', value: 'Z' }
  await stage.automation({ entry: { kind: 'purchase', where }, start: 'end', steps: end, frequency })
  await buy([['PURCHASE', 'z']])
  await buy([
    ['PURCHASE', 'y'],
    ['PURCHASE', 'w'],
  ])
  await buy([
    ['RETURN', 'x'],
    ['PURCHASE', 'w'],
  ])
  await stage.settle()
  assert.deepEqual(
    (await stage.runs()).map(run => (run.entry.data as { skus: string[] }).skus),
    [['z'], ['w', 'y']],
  )
})

const receiptOf = (
  contactId: string,
  items: readonly (readonly ['PURCHASE' | 'RETURN', string])[],
  createdDate: Date,
): NewReceipt => ({
  contact: { kind: 'contactId', value: contactId, contactType: 'Contact' },
  uniqueReceiptId: newId(),
  receiptNumber: '1',
  createdDate,
  storeExternalId: 's',
  storeName: null,
  currency: 'SEK',
  exchangeRate: '1',
  totalGrossPrice: '1',
  items: items.map(([type, sku]) => ({
    type,
    sku,
    quantity: '1',
    grossPaidPrice: '1',
    taxAmount: '0',
    taxPercent: '0',
    articleNumber: 'a',
    articleName: 'A',
    articleGroup: null,
    packQuantity: null,
    marginPercent: null,
    awardsBonus: null,
    discounts: [],
    extraData: [],
  })),
  payments: [],
  taxDetails: [],
  usedVouchers: [],
  usedPromotions: [],
  extraData: [],
})

test('a run goes the way of what becomes of its message first, or of nothing in time', async () => {
  const stage = await newStage(db)
  const templateId = await stage.template()
  const steps = {
    first: { kind: 'sendMessage', channel: 'email', templateId, next: 'seen' },
    seen: {
      kind: 'waitForMessage',
      step: 'first',
      timeout: 'P2D',
      opened: 'opened',
      clicked: 'clicked',
      failed: 'failed',
      dismissed: 'dismissed',
      unsubscribed: 'left',
      timedOut: 'never',
    },
    ...Object.fromEntries(
      ['opened', 'clicked', 'failed', 'dismissed', 'left', 'never'].map(way => [way, exit(way)]),
    ),
  }
  const contacts: Record<string, string> = {}
  await stage.automation({ entry, start: 'first', steps })
  for (const name of ['opened', 'clicked', 'failed', 'dismissed', 'left', 'never']) {
    contacts[name] = await stage.contact()
    await stage.review(contacts[name])
  }
  await stage.settle()
  const sendOf = new Map((await stage.sends()).map(send => [send.contact_id, send.id]))
  const told = (name: string, type: string) =>
    stage.tell(type, contacts[name]!, { sendId: sendOf.get(contacts[name]!), channel: 'email' })
  await stage.pass('1 hours')
  for (const name of ['opened', 'clicked', 'never']) await told(name, 'message.sent')
  await told('clicked', 'message.clicked')
  await told('opened', 'message.opened')
  await told('dismissed', 'message.dismissed')
  await told('failed', 'message.suppressed')
  await stage.tell('contact.updated', contacts.left!, { preferences: { email: false } })
  await stage.tell('message.opened', contacts.never!, { sendId: newId(), channel: 'email' })
  await stage.settle()
  assert.equal((await stage.runs()).filter(run => run.state === 'waiting').length, 1)
  await stage.pass('2 days')
  const steps_ = new Map((await stage.runs()).map(run => [run.contact_id, run.step]))
  for (const [name, contactId] of Object.entries(contacts)) assert.equal(steps_.get(contactId), name)
  const rows = await db
    .selectFrom('automation_listeners')
    .selectAll()
    .where('tenant_id', '=', stage.tenantId)
    .execute()
  assert.deepEqual(rows, [])
})

test('a message that was not queued is one that failed', async () => {
  const stage = await newStage(db)
  const templateId = await stage.template()
  const send = { kind: 'sendMessage', channel: 'email', templateId }
  const steps = {
    first: { ...send, next: 'second' },
    second: { ...send, next: 'seen' },
    seen: { kind: 'waitForMessage', step: 'second', timeout: 'P2D', failed: 'bad', timedOut: 'late' },
    bad: exit('bad'),
    late: exit('late'),
  }
  await enter(stage, steps, { frequencyCap: [{ channel: 'email', most: 1, within: 'P1D' }] })
  assert.deepEqual(await endOf(stage), [
    'first: queued',
    'second: capped',
    'seen: failed',
    'bad: exited',
    'exited',
  ])
})

test('slots are waited for, and a date is not missed while its grace lasts', async () => {
  const stage = await newStage(db, { at: new Date('2026-03-06T20:00:00Z') }) // Friday
  const slots = [
    { from: '09:00', to: '12:00', weekdays: ['monday', 'sunday'] },
    { from: '18:00', to: '19:00', weekdays: ['sunday'] },
  ]
  const steps = { first: { kind: 'waitForTime', slots, next: 'date' }, ...dated() }
  await enter(stage, steps)
  assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-08T09:00:00.000Z')
  await stage.pass('41 hours') // 13:00 on Sunday: the slot is over
  assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-08T18:00:00.000Z')
  await stage.pass(5.5 * 3_600_000)
  assert.deepEqual(await endOf(stage), ['first: reached', 'date: reached', 'old: missed', 'completed'])
})

const dated = () => ({
  date: { kind: 'waitForDate', date: '2026-03-08', grace: 'P1D', next: 'old' },
  old: { kind: 'waitForDate', date: '2026-03-05', grace: 'P1D' },
})

test('a condition asks how often something happened, for numbers in it, and whether a contact can be reached', async () => {
  const stage = await newStage(db)
  const reviews = { happened: { kind: 'interaction', schemaId: 'review' } }
  const of = 'rating'
  const tests: [object, boolean][] = [
    [{ ...reviews, has: { count: { exactly: 2 } } }, true],
    [{ ...reviews, has: { count: { atLeast: 3 } } }, false],
    [{ ...reviews, has: { sum: { of, atLeast: 9, atMost: 9 } } }, true],
    [{ ...reviews, has: { min: { of, exactly: 4 } } }, true],
    [{ ...reviews, has: { max: { of, exactly: 4 } } }, false],
    [{ ...reviews, has: { average: { of, exactly: 4.5 } } }, true],
    [{ happened: { kind: 'order' }, has: { count: { atMost: 0 } } }, true],
    [{ happened: { kind: 'order' }, has: { sum: { of, atMost: 5 } } }, false],
    [{ reachable: 'email' }, true],
    [{ reachable: 'sms' }, false],
    [{ reachable: 'whatsapp' }, false],
  ]
  const steps = Object.fromEntries(
    tests.map(([condition], n) => {
      const next = n + 1 < tests.length ? `t${n + 1}` : 'end'
      return [`t${n}`, { kind: 'condition', test: condition, yes: next, no: next }]
    }),
  )
  const contactId = await stage.contact({ mobilePhone: '+46701234567' })
  const said = { preferences: { email: true, sms: false } }
  await transact(db, tx => updateContact(tx, stage.tenant, contactId, said, new Date()))
  await stage.automation({
    entry,
    start: 'first',
    steps: { first: { kind: 'wait', for: 'PT1H', next: 't0' }, ...steps, ...end },
  })
  await stage.review(contactId)
  await stage.pass('1 minutes')
  for (const rating of [4, 5]) await stage.review(contactId, { rating })
  await stage.pass('1 hours')
  const told = (await endOf(stage)).slice(1, -2).map(each => each.endsWith('yes'))
  assert.deepEqual(
    told,
    tests.map(([, expected]) => expected),
  )
  const email = String((await stage.attributesOf(contactId)).email)
  await transact(db, tx =>
    suppressAddress(tx, stage.tenantId, { channel: 'email', address: email }, new Date()),
  )
  const reached = { kind: 'condition', test: { reachable: 'email' }, yes: 'end', no: 'end' }
  await stage.automation({ entry: { kind: 'order' }, start: 'first', steps: { first: reached, ...end } })
  await stage.tell('order.created', contactId)
  await stage.settle()
  const run = (await stage.runs()).at(-1)!
  assert.deepEqual(await stage.path(run.id), ['first: no', 'end: exited'])
})

test('dates of a contact are moved by days and months, and what is no date is refused', async () => {
  const stage = await newStage(db)
  const attributes = { renewal: { increaseBy: 'P1M' }, since: { increaseBy: '-P2D' } }
  const steps = {
    first: { kind: 'updateContact', attributes, next: 'bad' },
    bad: { kind: 'updateContact', attributes: { note: { increaseBy: 'P1D' } } },
  }
  const contactId = await enter(
    stage,
    steps,
    {},
    { renewal: '2026-01-31', since: '2026-03-01T10:00:00Z', note: 'x' },
  )
  assert.deepEqual(await endOf(stage), ['first: updated', 'bad: refused', 'completed'])
  const { renewal, since } = await stage.attributesOf(contactId)
  assert.deepEqual([renewal, since], ['2026-02-28', '2026-02-27T10:00:00.000Z'])
})

test('a change of a contact is asked for what an attribute is now', async () => {
  const stage = await newStage(db)
  const [moved, left] = [await stage.contact({ city: 'Lund' }), await stage.contact({ city: 'Kiel' })]
  const where = { path: 'now.city', is: 'equal', value: 'Lund' }
  const changed = { kind: 'contactUpdated', attribute: 'city', where }
  await stage.automation({ entry: changed, start: 'end', steps: end })
  for (const contactId of [moved, left])
    await stage.tell('contact.updated', contactId, { attributes: ['city'] })
  await stage.settle()
  assert.deepEqual(await contactsOf(stage), [moved])
})

test('a change of a contact is asked for what an attribute was before', async () => {
  const stage = await newStage(db)
  const [left, elsewhere, first] = [
    await stage.contact({ city: 'Lund' }),
    await stage.contact({ city: 'Kiel' }),
    await stage.contact(),
  ]
  const where = {
    all: [
      { path: 'was.city', is: 'equal', value: 'Lund' },
      { path: 'now.city', is: 'equal', value: 'Oslo' },
    ],
  }
  await stage.automation({
    entry: { kind: 'contactUpdated', attribute: 'city', where },
    start: 'end',
    steps: end,
  })
  const gaining = await stage.automation({
    entry: {
      kind: 'contactUpdated',
      attribute: 'city',
      where: { not: { path: 'was.city', is: 'present' } },
    },
    start: 'end',
    steps: end,
  })
  const at = await stage.now()
  for (const contactId of [left, elsewhere, first])
    await transact(db, tx => updateContact(tx, stage.tenant, contactId, { attributes: { city: 'Oslo' } }, at))
  await stage.settle()
  const entered = (await stage.runs()).map(run => [run.automation_id === gaining.id, run.contact_id])
  assert.deepEqual(new Set(entered.map(String)), new Set([`false,${left}`, `true,${first}`]))
  assert.equal(entered.length, 2)
})

test('the log tells of every change of an automation', async () => {
  const stage = await newStage(db)
  const { id } = await stage.automation({ entry, start: 'end', steps: end })
  for (const action of ['pause', 'resume', 'stop'] as const) await stage.change(id, action)
  const at = await stage.now()
  await transact(db, tx => editAutomation(tx, stage.tenant, id, { name: 'other' }, at))
  await transact(db, tx => deleteAutomation(tx, stage.tenant, id, at, { actor: 'key:1' }))
  const told = await db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('tenant_id', '=', stage.tenantId)
    .where('type', 'like', 'automation.%')
    .orderBy('seq')
    .execute()
  assert.deepEqual(
    told.map(({ type }) => type.slice('automation.'.length)),
    ['created', 'started', 'paused', 'resumed', 'stopped', 'updated', 'deleted'],
  )
  const data = { automationId: id, name: 'other', definitionVersion: 1 }
  assert.deepEqual(told.at(-1)!.data, { ...data, actor: 'key:1' })
  assert.deepEqual(told.at(-2)!.data, { ...data, actor: null })
})
