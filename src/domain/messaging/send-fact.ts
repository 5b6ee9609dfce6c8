import type { NewEvent } from '../../storage/log/events.ts'
import { type Origin, originOf } from './send.ts'
import type { SendRow } from './sends.sql.ts'

export interface SendIdentity {
  readonly id: string
  readonly contactId: string
  readonly templateId: string
  readonly channel: string
  readonly origin: Origin
}

/** What the log `events` tells of a send: `message.queued`, `message.sent`, `message.opened` and so on. */
export function sendFact(
  tenantId: string,
  type: `message.${string}`,
  { id, contactId, templateId, channel, origin }: SendIdentity,
  at: Date,
  more: object = {},
): NewEvent {
  return { tenantId, type, contactId, data: { sendId: id, channel, templateId, origin, ...more }, at }
}

/** The same of a send as it stands in its row; with the reason, when it has one. */
export function factOf(row: SendRow, type: `message.${string}`, at: Date, more: object = {}): NewEvent {
  const { id, contact_id: contactId, template_id: templateId, channel, reason } = row
  const identity = { id, contactId, templateId, channel, origin: originOf(row) }
  return sendFact(row.tenant_id, type, identity, at, { ...more, ...(reason !== null && { reason }) })
}
