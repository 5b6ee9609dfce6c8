import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Consumer, Stretch } from '../../storage/log/consumer.ts'
import {
  deleteDeliveriesOf,
  type EventRow,
  type InteractionRow,
  insertDeliveries,
  type MessageRow,
  type NewDelivery,
  selectEvents,
  selectInteractions,
  selectUserNames,
} from './deliveries.sql.ts'
import {
  type EventFact,
  type InteractionFact,
  interactionFact,
  type Message,
  type UserNames,
  type WebhookFace,
  type WebhookTenant,
} from './face.ts'
import { type Fact, type Listener, toListeners } from './listener.ts'
import { fromRow } from './webhook.ts'
import { tenantOf } from './webhook-tenant.ts'
import { selectListeners } from './webhooks.sql.ts'

/** Facts are read and their deliveries written so many at a time, because their payloads may be large. */
const portion = 200
const contactDeleted = 'contact.deleted'

const shape = { stretchLength: 1000, pauseMs: 50 } as const

/**
 * The consumers that write a delivery for each message and each webhook that wants it, in the transaction that moves
 * the cursor: each fact makes its deliveries once. For a tenant without webhooks a stretch costs one statement.
 */
export function webhookConsumers(faces: readonly WebhookFace[]): readonly Consumer[] {
  return [
    {
      name: 'webhook-events',
      log: 'events',
      ...shape,
      async handle(tx, stretch) {
        const audience = await audienceOf(tx, stretch, faces)
        if (audience) await eachPortion(stretch, part => tellOfEvents(tx, part, audience))
        return undefined
      },
    },
    {
      name: 'webhook-interactions',
      log: 'interactions',
      ...shape,
      async handle(tx, stretch) {
        const audience = await audienceOf(tx, stretch, faces)
        const listeners = audience?.listeners.filter(({ facts }) => facts.has(interactionFact)) ?? []
        if (audience && listeners.length > 0)
          await eachPortion(stretch, part => tellOfInteractions(tx, part, { ...audience, listeners }))
        return undefined
      },
    },
  ]
}

interface Audience {
  readonly tenant: WebhookTenant
  readonly listeners: readonly Listener[]
}

/** Nothing when the tenant never had a webhook. */
async function audienceOf(
  tx: Tx,
  { tenantId }: Stretch,
  faces: readonly WebhookFace[],
): Promise<Audience | undefined> {
  const rows = await selectListeners(tx, tenantId)
  const [first] = rows
  return first && { tenant: tenantOf(first), listeners: toListeners(rows.map(fromRow), faces) }
}

async function eachPortion(stretch: Stretch, work: (part: Stretch) => Promise<void>) {
  for (let after = stretch.after; after < stretch.upTo; after += portion)
    await work({ ...stretch, after, upTo: Math.min(after + portion, stretch.upTo) })
}

async function tellOfEvents(tx: Tx, part: Stretch, audience: Audience) {
  const types = new Set(audience.listeners.flatMap(({ facts }) => [...facts]).concat(contactDeleted))
  const rows = await selectEvents(tx, part, [...types])
  const outbox = newOutbox(audience)
  const users = await namesOfUsers(tx, part.tenantId, rows, audience)
  for (const fact of rows.map(row => toEventFact(row, users))) {
    // What tells of the deletion outlives the contact.
    outbox.add(fact, fact.type === contactDeleted ? null : fact.contactId, face => face.ofEvent(fact))
  }
  await outbox.write(tx, part.tenantId)
  const deleted = rows.flatMap(row => (row.type === contactDeleted && row.contact_id ? [row.contact_id] : []))
  if (deleted.length > 0) await deleteDeliveriesOf(tx, part.tenantId, deleted)
}

async function tellOfInteractions(tx: Tx, part: Stretch, audience: Audience) {
  const outbox = newOutbox(audience)
  const rows = await selectInteractions(tx, part)
  const users = await namesOfUsers(tx, part.tenantId, rows, audience)
  for (const fact of rows.map(row => toInteractionFact(row, users)))
    outbox.add(fact, fact.contactId, face => face.ofInteraction(fact))
  await outbox.write(tx, part.tenantId)
}

type Users = ReadonlyMap<string, UserNames>

/** What other systems call the contacts, where a face says it. */
async function namesOfUsers(
  tx: Tx,
  tenantId: string,
  rows: readonly { readonly contact_id: string | null }[],
  { listeners }: Audience,
): Promise<Users> {
  if (!listeners.some(({ face }) => face.namesUsers)) return new Map()
  const ids = rows.flatMap(({ contact_id: id }) => id ?? [])
  const named = await selectUserNames(tx, tenantId, [...new Set(ids)])
  return new Map(named.map(({ contact_id: id, ...names }) => [id, names]))
}

/** Gathers the messages of facts and to whom each goes. */
function newOutbox({ tenant, listeners }: Audience) {
  const messages: MessageRow[] = []
  const deliveries: NewDelivery[] = []
  const byFace = Map.groupBy(listeners, ({ face }) => face)

  function addMessage(
    face: WebhookFace,
    message: Message,
    messageId: string,
    contactId: string | null,
    fact: Fact,
  ) {
    const wanting = byFace.get(face)!.filter(listener => listener.wants(message, fact))
    if (wanting.length === 0) return
    for (const [format, alike] of Map.groupBy(wanting, listener => listener.format)) {
      const body = face.envelope(message, messageId, tenant, format)
      messages.push({ messageId, eventType: message.eventType, contactId, body })
      for (const { webhookId } of alike) deliveries.push({ id: newId(), webhookId, place: messages.length })
    }
  }

  return {
    add(fact: Fact, contactId: string | null, messagesOf: (face: WebhookFace) => readonly Message[]) {
      for (const face of byFace.keys()) {
        for (const [index, message] of messagesOf(face).entries())
          addMessage(face, message, toMessageId(fact.id, index), contactId, fact)
      }
    },
    async write(tx: Tx, tenantId: string) {
      if (deliveries.length > 0) await insertDeliveries(tx, tenantId, messages, deliveries)
    },
  }
}

/** The same fact always has the same ids, so that who receives it twice can know. */
function toMessageId(factId: string, index: number): string {
  return `msg_${factId.replaceAll('-', '')}${index === 0 ? '' : `_${index + 1}`}`
}

const toEventFact = (row: EventRow, users: Users): EventFact => ({
  id: row.id,
  type: row.type,
  contactId: row.contact_id,
  contactType: row.contact_type,
  schemaId: row.schema_id,
  data: row.data,
  at: row.at,
  user: users.get(row.contact_id ?? ''),
})

const toInteractionFact = (row: InteractionRow, users: Users): InteractionFact => ({
  id: row.id,
  contactId: row.contact_id,
  contactType: row.contact_type,
  schemaId: row.schema_id,
  createdDate: row.created_date,
  payload: row.payload,
  user: users.get(row.contact_id),
})
