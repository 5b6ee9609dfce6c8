import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import type { Channel } from '../contacts/contact.ts'

const ofContact = (db: Db, tenantId: string, contactId: string, channels?: readonly Channel[]) =>
  db
    .selectFrom('messages')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .$if(channels !== undefined, query => query.where('channel', '=', sql<string>`any(${channels}::text[])`))

/** Newest first. */
export const selectMessages = (
  db: Db,
  tenantId: string,
  contactId: string,
  { channels, offset, count }: { channels?: readonly Channel[]; offset: number; count: number },
) =>
  ofContact(db, tenantId, contactId, channels)
    .select(['id', 'channel', 'name', 'sent_at', 'source', 'is_transactional', 'status', 'link', 'text'])
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(count)
    .execute()

export async function selectMessageCount(
  db: Db,
  tenantId: string,
  contactId: string,
  channels?: readonly Channel[],
): Promise<number> {
  const row = await ofContact(db, tenantId, contactId, channels)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
