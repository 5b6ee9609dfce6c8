import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { MessageOutboxRow } from '../../storage/tables-messaging.ts'
import type { OutgoingMessage } from './courier.ts'
import { isOnShow, tenantNow } from './on-show.sql.ts'

export const insertCaptured = (tx: Tx, tenantId: string, messages: readonly OutgoingMessage[], at: Date) =>
  sql`
    insert into message_outbox (tenant_id, id, contact_id, channel, recipient, sender, subject, html, text, payload,
      headers, captured_at)
    select ${tenantId}::uuid, id, contact_id, channel, recipient, sender, subject, html, text, payload,
      headers, ${at}::timestamptz
    from unnest(
      ${messages.map(message => message.sendId)}::uuid[], ${messages.map(message => message.contactId)}::uuid[],
      ${messages.map(message => message.channel)}::text[], ${messages.map(message => message.to)}::text[],
      ${messages.map(message => message.from?.address ?? null)}::text[],
      ${messages.map(message => message.subject)}::text[], ${messages.map(message => message.html)}::text[],
      ${messages.map(message => message.text)}::text[],
      ${messages.map(message => message.payload && JSON.stringify(message.payload))}::jsonb[],
      ${messages.map(message => JSON.stringify(message.headers))}::jsonb[]
    ) as given (id, contact_id, channel, recipient, sender, subject, html, text, payload, headers)`.execute(
    tx,
  )

type Row = Selectable<MessageOutboxRow>

export interface OutboxSelection {
  readonly contactId?: string
  readonly channel?: string
  readonly recipient?: string
}

/** What was captured last comes first. */
export const selectCaptured = (
  db: Db,
  tenantId: string,
  { contactId, channel, recipient }: OutboxSelection,
  below: string | undefined,
  count: number,
): Promise<Row[]> =>
  db
    .selectFrom('message_outbox')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(below !== undefined, query => query.where('id', '<', below!))
    .$if(contactId !== undefined, query => query.where('contact_id', '=', contactId!))
    .$if(channel !== undefined, query => query.where('channel', '=', channel!))
    .$if(recipient !== undefined, query => query.where('recipient', '=', recipient!))
    .orderBy('id', 'desc')
    .limit(count)
    .execute()

export const selectCapturedOne = (db: Db, tenantId: string, id: string): Promise<Row | undefined> =>
  db
    .selectFrom('message_outbox')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/** All but what is on show. */
export async function deleteCaptured(tx: Tx, tenantId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from message_outbox captured where tenant_id = ${tenantId} and ${isNotShown(tenantId)}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Of a row of the outbox that is called `captured`. */
export const isNotShown = (tenantId: string) => sql`not exists (
  select 1 from message_sends send where send.tenant_id = ${tenantId} and send.id = captured.id
    and ${isOnShow(tenantNow(tenantId))})`
