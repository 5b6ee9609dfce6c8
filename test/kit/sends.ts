/** For tests: a company with a contact and templates, a sender that is quick to look, and what became of sends. */

import assert from 'node:assert/strict'
import { after } from 'node:test'
import { couriers } from '../../src/channels/couriers.ts'
import { moveClock as setClock } from '../../src/domain/accounts/move-clock.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { createContact } from '../../src/domain/contacts/create-contact.ts'
import { checkTemplate, type TemplateInput } from '../../src/domain/messaging/check-template.ts'
import type { CourierKind } from '../../src/domain/messaging/courier.ts'
import { type NewSend, queueSends } from '../../src/domain/messaging/queue-sends.ts'
import { listSends } from '../../src/domain/messaging/read-sends.ts'
import type { Template } from '../../src/domain/messaging/template.ts'
import { createProvider, type ProviderInput } from '../../src/domain/messaging/write-providers.ts'
import { createTemplate } from '../../src/domain/messaging/write-templates.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newId } from '../../src/kernel/ids.ts'
import { transact } from '../../src/storage/database.ts'
import type { Db } from '../../src/storage/driver.ts'
import { createLogSignal } from '../../src/storage/log/signal.ts'
import type { WorkerParts } from '../../src/workers/parts.ts'
import { startMessageSender } from '../../src/workers/send-messages.ts'
import type { MessageSenderOptions } from '../../src/workers/send-options.ts'
import type { TestApp } from './app.ts'
import { newTenant, type TestDatabase } from './database.ts'
import { until } from './eventually.ts'

export const publicUrl = 'https://shop.example'

/** A tenant with a template for e-mails that quotes an interaction. */
export async function newCompany(db: Db, template: Partial<TemplateInput> = {}) {
  const tenant = await newTenant(db)
  return { tenant, template: await addTemplate(db, tenant, template) }
}

export async function addTemplate(
  db: Db,
  tenant: Tenant,
  input: Partial<TemplateInput> = {},
): Promise<Template> {
  const checked = await checkTemplate({
    name: 'Sorry',
    channel: 'email',
    subject: 'About {{ interaction.product }}',
    text: 'Hello {{ contact.firstName | default: "you" }}',
    isTransactional: true,
    ...input,
  })
  return transact(db, tx => createTemplate(tx, tenant.id, checked, new Date()))
}

export async function addPerson(
  db: Db,
  tenant: Tenant,
  input: {
    attributes?: object
    preferences?: object
    createAsUnapproved?: boolean
    consents?: object[]
  } = {},
): Promise<string> {
  const { attributes = { email: `${newId()}@example.com` }, createAsUnapproved = false, ...rest } = input
  const given = { attributes: attributes as Record<string, unknown>, createAsUnapproved, ...rest }
  return transact(db, async tx => (await createContact(tx, tenant, given, new Date())).id)
}

export const addProvider = (db: Db, tenant: Tenant, input: Partial<ProviderInput>, kinds = couriers) =>
  transact(db, tx =>
    createProvider(
      tx,
      tenant.id,
      { name: 'test', channel: 'email', kind: 'outbox', ...input },
      kinds,
      new Date(),
    ),
  )

/** Queues one send and answers its id. */
export async function queueOne(
  db: Db,
  tenant: Tenant,
  template: Template,
  contactId: string,
  send: Partial<NewSend> = {},
): Promise<string> {
  const whole: NewSend = {
    contactId,
    templateId: template.id,
    channel: template.channel,
    origin: { kind: 'api', id: 'test' },
    context: { interaction: { product: 'Lamp' } },
    dedupeKey: newId(),
    ...send,
  }
  const [outcome] = await transact(db, tx => queueSends(tx, tenant.id, [whole], new Date()))
  if (!outcome || !('id' in outcome)) throw new Error(`refused: ${outcome?.refusal}`)
  return outcome.id
}

/** A sender that is quick to look. */
export function startTestSender(
  database: TestDatabase,
  options: Partial<MessageSenderOptions> = {},
  kinds: readonly CourierKind[] = couriers,
  parts: Partial<WorkerParts> = {},
) {
  const errors: unknown[] = []
  const whole: WorkerParts = {
    database: { ...database, onDeath: () => {} },
    blobs: undefined as never,
    clock: systemClock(),
    signal: createLogSignal(),
    onError: error => errors.push(error),
    ...parts,
  }
  const sender = startMessageSender(whole, kinds, {
    allowPrivate: true,
    allowPrivateDevices: true,
    publicUrl: () => publicUrl,
    sweepMs: 20,
    ...options,
  })
  return { ...sender, errors }
}

/** What sends messages, for the tests of a file. When they are done it stops, the app closes, and nothing failed. */
export function withSender(app: TestApp): void {
  const { db, signal, clock } = app.services
  const sender = startTestSender({ db } as never, {}, undefined, { signal, clock })
  after(async () => {
    await sender.stop()
    await app.close()
    assert.deepEqual(sender.errors, [])
  })
}

export const sendsOf = async (db: Db, tenant: Tenant) =>
  (await listSends(db, tenant.id, { limit: 1000 })).items.toReversed()

/** Waits until no send of a tenant waits or is under way. Answers all, the oldest first. */
export async function settled(db: Db, tenant: Tenant, withinMs = 10_000) {
  await until(
    async () => (await sendsOf(db, tenant)).every(({ state }) => state !== 'queued' && state !== 'sending'),
    withinMs,
  )
  return sendsOf(db, tenant)
}

/** The facts of a tenant's messages, in order. */
export async function factsOf(db: Db, tenant: Tenant) {
  const rows = await db
    .selectFrom('events')
    .select(['type', 'data', 'contact_id'])
    .where('tenant_id', '=', tenant.id)
    .where('type', 'like', 'message.%')
    .orderBy('seq')
    .execute()
  return rows
}

/** Puts a tenant's clock so far ahead of the machine's. */
export const moveClock = (db: Db, tenant: Tenant, aheadMs: number) =>
  transact(db, tx => {
    const at = new Date(Date.now() + aheadMs)
    return setClock(tx, tenant, { kind: 'set', at }, 'test', new Date())
  })
