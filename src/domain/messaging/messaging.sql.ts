import type { Db } from '../../storage/driver.ts'
import type { Channel } from '../contacts/contact.ts'

const ofContact = (db: Db, tenantId: string, contactId: string, channel: Channel | undefined) =>
  db
    .selectFrom('messages')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .$if(channel !== undefined, query => query.where('channel', '=', channel!))

/** Newest first. */
export const selectMessages = (
  db: Db,
  tenantId: string,
  contactId: string,
  { channel, offset, count }: { channel?: Channel; offset: number; count: number },
) =>
  ofContact(db, tenantId, contactId, channel)
    .select(['id', 'channel', 'name', 'sent_at', 'source', 'is_transactional', 'status', 'link', 'text'])
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(count)
    .execute()

export async function selectMessageCount(db: Db, tenantId: string, contactId: string): Promise<number> {
  const row = await ofContact(db, tenantId, contactId, undefined)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
