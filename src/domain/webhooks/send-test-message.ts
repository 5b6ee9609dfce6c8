import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { insertDeliveries, selectDeliveries } from './deliveries.sql.ts'
import { type Delivery, fromRow } from './delivery.ts'
import { webhookDisabled, webhookInvalid, webhookNotFound } from './errors.ts'
import { interactionFact, type Message, type WebhookFace } from './face.ts'
import { factCatalogue, sampleContactId, sampleFactId } from './fact-catalogue.ts'
import { type FactType, sampleVariantsOf } from './fact-type.ts'
import { type By, recordDeed } from './record-deed.ts'
import { fromRow as toWebhook } from './webhook.ts'
import { lockWebhook } from './webhooks.sql.ts'

/** What is sent when no event type is asked for. */
export const testType = 'webhook.test'

/**
 * Sends a webhook a message about something that did not happen: a sample of an event type, or `webhook.test`. It goes the
 * way of every delivery; its message id begins with `msg_test_`. Throws `webhook-not-found`, `webhook-is-disabled`, or
 * `webhook-invalid` for a type of which the dialect has no message.
 */
export async function sendTestMessage(
  tx: Tx,
  tenant: Tenant,
  {
    webhookId,
    eventType = testType,
  }: { readonly webhookId: string; readonly eventType?: string | undefined },
  faces: readonly WebhookFace[],
  at: Date,
  by: By,
): Promise<Delivery> {
  const row = await lockWebhook(tx, tenant.id, webhookId)
  if (!row) throw webhookNotFound(webhookId)
  const webhook = toWebhook(row)
  if (webhook.disabledAt) throw webhookDisabled(webhookId)
  const face = faces.find(({ dialect }) => dialect === webhook.dialect)
  const message =
    eventType === testType
      ? { eventType, payload: { webhookId } }
      : face && sampleMessage(face, eventType, at)
  if (!face || !message)
    throw webhookInvalid([
      { field: 'eventType', message: `is none of which ${webhook.dialect} has a message` },
    ])
  const id = newId()
  const messageId = `msg_test_${id.replaceAll('-', '')}`
  const body = face.envelope(message, messageId, tenant, webhook.format)
  const stored = { messageId, eventType, contactId: null, body }
  await insertDeliveries(tx, tenant.id, [stored], [{ id, webhookId, place: 1 }])
  await recordDeed(tx, tenant.id, by, 'webhook.tested', webhookId, { eventType })
  const [delivery] = await selectDeliveries(tx, tenant.id, { deliveryId: id }, 1)
  return fromRow(delivery!)
}

/** The message that a face makes of a sample of one of the facts behind an event type, if it makes any. */
export function sampleMessage(face: WebhookFace, eventType: string, at: Date): Message | undefined {
  const facts = face.eventTypes.find(({ name }) => name === eventType)?.facts ?? []
  const known = factCatalogue.filter(({ type }) => facts.includes(type))
  return known
    .flatMap(fact => sampleVariantsOf(fact).map(data => ({ fact, data })))
    .flatMap(({ fact, data }) => messagesOf(face, fact, data, at))
    .find(message => message.eventType === eventType)
}

function messagesOf(
  face: WebhookFace,
  type: FactType,
  data: Readonly<Record<string, unknown>>,
  at: Date,
): readonly Message[] {
  const [contactId, contactType, schemaId] = [sampleContactId, 'Member', 'product-review']
  if (type.type === interactionFact)
    return face.ofInteraction({
      id: sampleFactId,
      contactId,
      contactType,
      schemaId,
      createdDate: at,
      payload: data.payload as Readonly<Record<string, unknown>>,
    })
  const isOfSchema = 'schemaKey' in data
  return face.ofEvent({
    id: sampleFactId,
    type: type.type,
    contactId: type.hasContact ? contactId : null,
    contactType: type.hasContact ? contactType : null,
    schemaId: isOfSchema ? schemaId : null,
    data,
    at,
  })
}
