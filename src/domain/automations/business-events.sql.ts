import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'

/** Writes an event that is to come with the next batch of these automations. Answers for how many it is a new one. */
export async function insertBusinessEvents(
  tx: Tx,
  tenantId: string,
  automationIds: readonly string[],
  { event, data }: { readonly event: string; readonly data: object },
  at: Date,
): Promise<number> {
  if (automationIds.length === 0) return 0
  const rows = await tx
    .insertInto('automation_business_events')
    .values(
      automationIds.map(automationId => ({
        tenant_id: tenantId,
        automation_id: automationId,
        id: newId(),
        event,
        data: JSON.stringify(data),
        at,
      })),
    )
    .onConflict(conflict => conflict.columns(['tenant_id', 'automation_id', 'event']).doNothing())
    .returning('id')
    .execute()
  return rows.length
}

/** Puts the oldest of those that wait into the batch of a start. Answers how many these are. */
export async function takeBusinessEvents(
  tx: Tx,
  tenantId: string,
  automationId: string,
  startId: string,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update automation_business_events set start_id = ${startId}
    where tenant_id = ${tenantId} and automation_id = ${automationId} and id = any(array(
      select id from automation_business_events
      where tenant_id = ${tenantId} and automation_id = ${automationId} and start_id is null order by id limit ${limit}
    ))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** What happened to the business. */
export interface ToldEvent {
  readonly at: Date
  readonly data: Readonly<Record<string, unknown>>
}

/** The events of a batch, in their order. */
export const selectBatch = (
  tx: Tx,
  tenantId: string,
  automationId: string,
  startId: string,
): Promise<ToldEvent[]> =>
  tx
    .selectFrom('automation_business_events')
    .select(['at', 'data'])
    .where('tenant_id', '=', tenantId)
    .where('automation_id', '=', automationId)
    .where('start_id', '=', startId)
    .orderBy('id')
    .execute()

/** Those that wait for a batch. */
export const deleteWaitingEvents = (tx: Tx, tenantId: string, automationId: string) =>
  tx
    .deleteFrom('automation_business_events')
    .where('tenant_id', '=', tenantId)
    .where('automation_id', '=', automationId)
    .where('start_id', 'is', null)
    .execute()

/** Takes away some with an id below the given one. Answers how many these were. */
export async function deleteOldEvents(db: Db, below: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from automation_business_events where ctid = any(array(
      select old.ctid from (select tenant_id, id from automations) automation
      cross join lateral (
        select event.ctid from automation_business_events event
        where event.tenant_id = automation.tenant_id and event.automation_id = automation.id and event.id < ${below}::uuid
        order by event.id limit ${limit} for update skip locked
      ) old limit ${limit}
    ))`.execute(db)
  return Number(numAffectedRows ?? 0)
}
