import { sql } from 'kysely'
import type { Tx } from '../../storage/driver.ts'

/** A message that was sent, as it is listed with its contact. */
export interface SentMessage {
  readonly id: string
  readonly contactId: string
  readonly channel: string
  readonly name: string
  readonly source: string
  readonly isTransactional: boolean
  /** See statusOf. */
  readonly status: string
  readonly text: string | null
}

/** The state of a send as vendors write it: `Sent`, `Delivered`. */
export const statusOf = (state: string) => state[0]!.toUpperCase() + state.slice(1)

/** One that was sent before, failed, and was sent once more is there already. */
export async function insertMessages(
  tx: Tx,
  tenantId: string,
  messages: readonly SentMessage[],
  at: Date,
): Promise<void> {
  if (messages.length === 0) return
  await sql`
    insert into messages (tenant_id, id, contact_id, channel, name, sent_at, source, is_transactional, status, text)
    select ${tenantId}::uuid, id, contact_id, channel, name, ${at}::timestamptz, source, is_transactional, status, text
    from unnest(
      ${messages.map(message => message.id)}::uuid[], ${messages.map(message => message.contactId)}::uuid[],
      ${messages.map(message => message.channel)}::text[], ${messages.map(message => message.name)}::text[],
      ${messages.map(message => message.source)}::text[], ${messages.map(message => message.isTransactional)}::boolean[],
      ${messages.map(message => message.status)}::text[], ${messages.map(message => message.text)}::text[]
    ) as given (id, contact_id, channel, name, source, is_transactional, status, text)
    on conflict (tenant_id, id) do update set status = excluded.status, sent_at = excluded.sent_at`.execute(
    tx,
  )
}

export const updateMessageStatus = (tx: Tx, tenantId: string, id: string, status: string) =>
  tx.updateTable('messages').set({ status }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
