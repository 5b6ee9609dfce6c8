import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Stretch } from '../../storage/log/consumer.ts'
import type { Trigger } from './trigger.ts'

/** False when the id is taken. */
export async function insertTrigger(tx: Tx, tenantId: string, trigger: Trigger, at: Date): Promise<boolean> {
  const { id, name, description, fields } = trigger
  const inserted = await tx
    .insertInto('custom_triggers')
    .values({ tenant_id: tenantId, id, name, description, fields: JSON.stringify(fields), created_at: at })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const selectTriggers = (db: Db, tenantId: string) =>
  db.selectFrom('custom_triggers').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()

export const selectTrigger = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('custom_triggers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Takes what was sent out of the facts of the contacts that a stretch says are deleted, and answers of how many. */
export async function eraseSent(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
  types: readonly string[],
  most: number,
): Promise<number> {
  const { rows } = await sql`/* erase_sent */
    with deleted as materialized (
      select contact_id from events where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo}
        and type = 'contact.deleted' and contact_id is not null
    ), due as materialized (
      select event.id from deleted
      join events event on event.tenant_id = ${tenantId} and event.contact_id = deleted.contact_id
      where event.type = any(${types}::text[]) and event.data ?| array['order', 'data', 'was', 'now'] limit ${most}
    )
    update events set data = events.data - array['order', 'data', 'was', 'now'] from due
    where events.tenant_id = ${tenantId} and events.id = due.id returning 1`.execute(tx)
  return rows.length
}
