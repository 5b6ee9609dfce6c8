import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import { isOnShow } from './on-show.sql.ts'

export interface ContentRow {
  readonly id: string
  readonly channel: string
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  readonly payload: Record<string, unknown> | null
  readonly sent_at: Date
  readonly expires_at: Date
  readonly opened_at: Date | null
}

/** What is on show for a contact, the newest first; in one place, if one is named. */
export async function selectContent(
  db: Db,
  tenantId: string,
  contactId: string,
  { channels, placement }: { readonly channels: readonly string[]; readonly placement?: string | undefined },
  now: Date,
  count: number,
): Promise<ContentRow[]> {
  const inPlace = sql`(${placement ?? null}::text is null or captured.payload ->> 'placement' = ${placement ?? null}::text)`
  const { rows } = await sql<ContentRow>`/* select_content */
    select send.id, send.channel, captured.subject, captured.html, captured.text, captured.payload, send.sent_at,
      send.expires_at, send.opened_at
    from message_sends send
    join message_outbox captured on captured.tenant_id = send.tenant_id and captured.id = send.id
    where send.tenant_id = ${tenantId} and send.contact_id = ${contactId}
      and send.channel = any(${channels}::text[]) and ${isOnShow(sql`${now}::timestamptz`)} and ${inPlace}
    order by send.sent_at desc, send.id desc limit ${count}`.execute(db)
  return rows
}

/** Where a click on what is on show leads; null when nobody said so. */
export async function selectContentUrl(db: Db, tenantId: string, sendId: string): Promise<string | null> {
  const { rows } = await sql<{ url: string | null }>`
    select payload ->> 'url' as url from message_outbox
    where tenant_id = ${tenantId} and id = ${sendId}`.execute(db)
  return rows[0]?.url ?? null
}
