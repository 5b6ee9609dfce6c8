import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Membership } from './members.sql.ts'

/** Counts who entered. Who goes is counted by the database, in whatever way they go. */
export async function countEntered(
  tx: Tx,
  tenantId: string,
  entered: readonly Membership[],
  at: Date,
): Promise<void> {
  if (entered.length === 0) return
  await sql`/* count_entered */
    insert into segment_history as history (tenant_id, segment_id, slot, entered)
    select ${tenantId}::uuid, segment_id, date_bin('15 minutes', ${at}::timestamptz, 'epoch'), count(*)
    from unnest(${entered.map(each => each.segmentId)}::uuid[]) as segment_id group by 2 order by 2
    on conflict (tenant_id, segment_id, slot) do update set entered = history.entered + excluded.entered`.execute(
    tx,
  )
}

export interface Slot {
  readonly slot: Date
  readonly entered: number
  readonly gone: number
}

/** From a time on, in order, to the end of what there is. */
export async function selectSlots(db: Db, tenantId: string, segmentId: string, from: Date): Promise<Slot[]> {
  const { rows } = await sql<Slot>`select slot, entered, gone from segment_history
    where tenant_id = ${tenantId} and segment_id = ${segmentId} and slot >= ${from} order by slot`.execute(db)
  return rows
}

/** Of all tenants. */
export async function deleteSlotsBefore(db: Db, at: Date): Promise<void> {
  await sql`delete from segment_history where slot < ${at}`.execute(db)
}
