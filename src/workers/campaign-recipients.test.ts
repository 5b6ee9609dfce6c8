import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { moveClock, newCompany, queueOne, sendsOf, startTestSender } from '../../test/kit/sends.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import type { Campaign } from '../domain/messaging/campaign.ts'
import type { CampaignInput } from '../domain/messaging/check-campaign.ts'
import { forgetSends } from '../domain/messaging/forget-sends.ts'
import { readCampaign } from '../domain/messaging/read-campaigns.ts'
import { listOutbox } from '../domain/messaging/read-outbox.ts'
import type { Template } from '../domain/messaging/template.ts'
import { readWorkingCampaigns, workCampaign } from '../domain/messaging/work-campaigns.ts'
import {
  addRecipients,
  changeCampaign,
  createCampaign,
  pauseCampaign,
  resumeCampaign,
  startCampaign,
  stopCampaign,
} from '../domain/messaging/write-campaigns.ts'
import { addToList } from '../domain/segments/change-list.ts'
import { createSegment } from '../domain/segments/create-segment.ts'
import { systemClock } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import { transact } from '../storage/database.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { campaignsLoop } from './campaign-recipients.ts'

const database = await testDatabase()
const { db } = database
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(each => each.stop()))
})
after(() => database.close())

function startLoop() {
  const parts = {
    database: { ...database, onDeath: () => {} },
    blobs: undefined as never,
    clock: systemClock(),
    signal: createLogSignal(),
    onError: (error: unknown) => assert.fail(String(error)),
  }
  const loop = campaignsLoop(parts, 10)
  running.push(loop)
  return loop
}

function startSender() {
  const sender = startTestSender(database)
  running.push(sender)
  return sender
}

/** A tenant with so many contacts. */
async function newCrowd(count: number) {
  const { tenant, template } = await newCompany(db)
  const contactIds = Array.from({ length: count }, newId)
  const at = new Date()
  const rows = contactIds.map(id => ({
    tenant_id: tenant.id,
    id,
    contact_type: 'Member',
    approved: true,
    attributes: JSON.stringify({ email: `${id}@example.com` }),
    source: null,
    created_at: at,
    modified_at: at,
  }))
  await db.insertInto('contacts').values(rows).execute()
  return { tenant, template, contactIds }
}

const context = { interaction: { product: 'Lamp' } }
const newBroadcast = (tenant: Tenant, template: Template, input: Partial<CampaignInput> = {}) =>
  transact(db, tx =>
    createCampaign(
      tx,
      tenant.id,
      { name: 'Sale', kind: 'broadcast', templateId: template.id, context, ...input },
      new Date(),
    ),
  )
const recipients = (tenant: Tenant, id: string, contactIds: readonly string[]) =>
  transact(db, tx => addRecipients(tx, tenant.id, id, contactIds))
const start = (tenant: Tenant, id: string, startsAt?: Date) =>
  transact(db, tx => startCampaign(tx, tenant.id, id, startsAt ? { startsAt } : {}, new Date()))
const figuresOf = async (tenant: Tenant, id: string) => (await readCampaign(db, tenant.id, id)).figures
const stateOf = async (tenant: Tenant, id: string) => (await readCampaign(db, tenant.id, id)).campaign.state

test('a broadcast reaches each recipient once, whoever else works on it and however often it is begun', async () => {
  const { tenant, template, contactIds } = await newCrowd(1200)
  const { id } = await newBroadcast(tenant, template)
  assert.equal(await recipients(tenant, id, contactIds.slice(0, 700)), 700)
  assert.equal(await recipients(tenant, id, [...contactIds.slice(600), newId(), 'nobody']), 500)
  await start(tenant, id)
  const [work] = (await readWorkingCampaigns(db)).filter(({ campaignId }) => campaignId === id)
  await workCampaign(db, work!, new Date()) // somebody who went no further
  const sender = startSender()
  startLoop()
  startLoop()
  await until(async () => (await figuresOf(tenant, id)).total > 600)
  await sender.stop()
  running.splice(running.indexOf(sender), 1)
  startSender()
  await until(async () => (await stateOf(tenant, id)) === 'done', 20_000)
  assert.deepEqual(await figuresOf(tenant, id), {
    total: 1200,
    byState: { sent: 1200 },
    opened: 0,
    clicked: 0,
  })
  const captured = await db
    .selectFrom('message_outbox')
    .select('contact_id')
    .where('tenant_id', '=', tenant.id)
    .execute()
  assert.deepEqual(new Set(captured.map(row => row.contact_id)), new Set(contactIds))
  assert.equal(captured.length, 1200)
})

test('a campaign that is paused sends nothing until it is resumed, and one that is stopped nothing more at all', async () => {
  const { tenant, template, contactIds } = await newCrowd(20)
  const { id } = await newBroadcast(tenant, template)
  await recipients(tenant, id, contactIds)
  await start(tenant, id)
  await transact(db, tx => pauseCampaign(tx, tenant.id, id, new Date()))
  startSender()
  startLoop()
  const { id: other } = await newBroadcast(tenant, template) // time goes by
  await recipients(tenant, other, contactIds.slice(0, 1))
  await start(tenant, other)
  await until(async () => (await stateOf(tenant, other)) === 'done')
  assert.equal((await figuresOf(tenant, id)).total, 0)
  await transact(db, tx => resumeCampaign(tx, tenant.id, id, new Date()))
  await until(async () => (await stateOf(tenant, id)) === 'done')
  assert.deepEqual((await figuresOf(tenant, id)).byState, { sent: 20 })
  await assert.rejects(
    transact(db, tx => resumeCampaign(tx, tenant.id, id, new Date())),
    { code: 'campaign-state-wrong' },
  )

  const { id: slow } = await newBroadcast(tenant, template, { perSecond: 1 })
  await recipients(tenant, slow, contactIds)
  await start(tenant, slow)
  await until(async () => ((await figuresOf(tenant, slow)).byState.sent ?? 0) >= 1)
  await transact(db, tx => stopCampaign(tx, tenant.id, slow, new Date()))
  await until(async () => ((await figuresOf(tenant, slow)).byState.cancelled ?? 0) >= 14)
  await until(async () => !(await figuresOf(tenant, slow)).byState.queued, 10_000)
  const { sent = 0, cancelled = 0 } = (await figuresOf(tenant, slow)).byState
  assert.ok(sent <= 3 && sent + cancelled === 20, `${sent} sent, ${cancelled} cancelled`)
})

test('the members of a segment are recipients, with those that are listed, each once', async () => {
  const { tenant, template, contactIds } = await newCrowd(700)
  const { id: segmentId } = await transact(db, tx =>
    createSegment(tx, tenant, { name: 'Some', kind: 'list' }, new Date()),
  )
  await transact(db, tx => addToList(tx, tenant.id, segmentId, contactIds.slice(0, 600), new Date()))
  const { id } = await newBroadcast(tenant, template, { segmentId })
  await recipients(tenant, id, contactIds.slice(550))
  await start(tenant, id)
  startSender()
  startLoop()
  await until(async () => (await stateOf(tenant, id)) === 'done')
  assert.deepEqual((await figuresOf(tenant, id)).byState, { sent: 700 })
})

test('a rate holds, can be raised while the campaign runs, and outlives a pause', async () => {
  const { tenant, template, contactIds } = await newCrowd(60)
  const { id } = await newBroadcast(tenant, template, { perSecond: 8 })
  await recipients(tenant, id, contactIds)
  await start(tenant, id)
  startSender()
  startLoop()
  const sentOf = async () => (await figuresOf(tenant, id)).byState.sent ?? 0
  await until(async () => (await sentOf()) > 0)
  const began = performance.now()
  await until(async () => (await sentOf()) >= 10)
  assert.ok(performance.now() - began > 500, 'eight in a second')
  await transact(db, tx => pauseCampaign(tx, tenant.id, id, new Date()))
  const change = (present: Campaign) => ({ ...present, perSecond: 1000 })
  await transact(db, tx => changeCampaign(tx, tenant.id, id, change, new Date()))
  await transact(db, tx => resumeCampaign(tx, tenant.id, id, new Date()))
  await until(async () => (await stateOf(tenant, id)) === 'done')
  assert.deepEqual((await figuresOf(tenant, id)).byState, { sent: 60 })
})

test('sends and what was captured go when they are old, and a campaign still knows how many they were', async () => {
  const { tenant, template, contactIds } = await newCrowd(5)
  const { id } = await newBroadcast(tenant, template)
  await recipients(tenant, id, contactIds)
  await start(tenant, id)
  startSender()
  startLoop()
  await until(async () => (await stateOf(tenant, id)) === 'done')
  const waiting = await queueOne(db, tenant, template, contactIds[0]!, { dueAt: new Date('2999-01-01') })
  const capturedOf = async () => (await listOutbox(db, tenant.id, { limit: 10 })).items.length
  const after = (days: number) => forgetSends(db, new Date(Date.now() + days * 86_400_000))

  await after(29)
  assert.deepEqual([await capturedOf(), (await sendsOf(db, tenant)).length], [5, 6])
  await after(31)
  assert.deepEqual([await capturedOf(), (await sendsOf(db, tenant)).length], [0, 6])
  await after(401)
  await after(402)
  assert.deepEqual(
    (await sendsOf(db, tenant)).map(send => send.id),
    [waiting],
  )
  assert.deepEqual(await figuresOf(tenant, id), { total: 5, byState: { sent: 5 }, opened: 0, clicked: 0 })
})

test('a campaign begins when its time comes on the clock of the tenant', async () => {
  const { tenant, template, contactIds } = await newCrowd(3)
  const { id } = await newBroadcast(tenant, template)
  await recipients(tenant, id, contactIds)
  const day = 24 * 3_600_000
  assert.equal((await start(tenant, id, new Date(Date.now() + 30 * day))).state, 'scheduled')
  startSender()
  startLoop()
  await moveClock(db, tenant, 29 * day)
  await new Promise(resolve => setTimeout(resolve, 50))
  assert.deepEqual(await sendsOf(db, tenant), [])
  await moveClock(db, tenant, 31 * day)
  await until(async () => (await stateOf(tenant, id)) === 'done')
  const [send] = await sendsOf(db, tenant)
  assert.ok(send!.sentAt!.getTime() > Date.now() + 30 * day)
})

test('a campaign whose template or segment is gone is stopped, and holds up no other', async () => {
  const { tenant, template, contactIds } = await newCrowd(2)
  const { id } = await newBroadcast(tenant, template)
  await recipients(tenant, id, contactIds)
  await start(tenant, id)
  await db
    .updateTable('message_templates')
    .set({ deleted_at: new Date() })
    .where('id', '=', template.id)
    .execute()
  const other = await newCrowd(2)
  const { id: segmentId } = await transact(db, tx =>
    createSegment(tx, other.tenant, { name: 'Some', kind: 'list' }, new Date()),
  )
  const { id: lost } = await newBroadcast(other.tenant, other.template, { segmentId })
  await start(other.tenant, lost)
  await db
    .deleteFrom('segments')
    .where('tenant_id', '=', other.tenant.id)
    .where('id', '=', segmentId)
    .execute()
  startLoop()
  await until(async () => (await stateOf(tenant, id)) === 'stopped')
  await until(async () => (await stateOf(other.tenant, lost)) === 'stopped')
})
