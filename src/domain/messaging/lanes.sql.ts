import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'

/** The lanes for what is sent singly, by channel; they are made when they are not there. */
export async function ensureDirectLanes(
  tx: Tx,
  tenantId: string,
  channels: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const select = () =>
    tx
      .selectFrom('message_lanes')
      .select(['id', 'channel'])
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', 'direct')
      .execute()
  const present = await select()
  const lacking = channels.filter(channel => !present.some(lane => lane.channel === channel))
  if (lacking.length > 0)
    await tx
      .insertInto('message_lanes')
      .values(
        lacking.map(channel => ({
          tenant_id: tenantId,
          id: newId(),
          kind: 'direct',
          channel,
          is_open: true,
          per_second: null,
        })),
      )
      .onConflict(conflict => conflict.doNothing())
      .execute()
  const rows = lacking.length > 0 ? await select() : present
  return new Map(rows.map(({ channel, id }) => [channel, id]))
}

/** The lane of a campaign, open or closed. */
export const writeCampaignLane = (
  tx: Tx,
  tenantId: string,
  lane: { id: string; channel: string; isOpen: boolean; perSecond: number | null },
) =>
  tx
    .insertInto('message_lanes')
    .values({
      tenant_id: tenantId,
      id: lane.id,
      kind: 'campaign',
      channel: lane.channel,
      is_open: lane.isOpen,
      per_second: lane.perSecond,
    })
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'id']).doUpdateSet({ is_open: lane.isOpen, per_second: lane.perSecond }),
    )
    .execute()

export interface OpenLane {
  readonly tenant_id: string
  readonly id: string
  readonly channel: string
  readonly per_second: number | null
  readonly clock_offset_ms: number
  readonly clock_frozen_at: Date | null
}

/** Of all tenants. */
export async function selectOpenLanes(db: Db): Promise<OpenLane[]> {
  const { rows } = await sql<OpenLane>`/* select_open_lanes */
    select lane.tenant_id, lane.id, lane.channel, lane.per_second, clock_offset_ms, clock_frozen_at
    from message_lanes lane join tenants on tenants.id = lane.tenant_id
    where is_open order by lane.tenant_id, lane.id`.execute(db)
  return rows
}

/**
 * Takes the next places of something with a rate, across all processes, unless they come later than in `longestMs`.
 * Answers in how many milliseconds the first of them comes. Who does not use them has wasted them.
 */
export async function takePlaces(
  db: Db,
  table: 'message_lanes' | 'message_providers',
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  count: number,
  longestMs: number,
): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    with rated as materialized (
      select greatest(next_at, now()) as first, per_second,
        greatest(extract(epoch from next_at - now()) * 1000, 0)::float8 as wait
      from ${sql.table(table)} where tenant_id = ${tenantId} and id = ${id} and per_second is not null for update
    ), taken as (
      update ${sql.table(table)} set next_at = first + ${count}::float8 / rated.per_second * interval '1 second'
      from rated where tenant_id = ${tenantId} and id = ${id} and coalesce(wait, 0) <= ${longestMs}::float8
    )
    select coalesce(wait, 0) as wait from rated`.execute(db)
  return rows[0]?.wait ?? 0
}

export const setLane = (tx: Tx, tenantId: string, id: string, isOpen: boolean) =>
  tx
    .updateTable('message_lanes')
    .set({ is_open: isOpen })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** Of a campaign that was started. */
export const setLaneRate = (tx: Tx, tenantId: string, id: string, perSecond: number | null) =>
  tx
    .updateTable('message_lanes')
    .set({ per_second: perSecond })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** Lanes of campaigns that were stopped and in which something still waits. */
export async function selectStoppedLanes(
  db: Db,
): Promise<{ tenant_id: string; id: string; clock_offset_ms: number; clock_frozen_at: Date | null }[]> {
  const { rows } = await sql<{
    tenant_id: string
    id: string
    clock_offset_ms: number
    clock_frozen_at: Date | null
  }>`
    select lane.tenant_id, lane.id, clock_offset_ms, clock_frozen_at
    from message_lanes lane
    join campaigns campaign on campaign.tenant_id = lane.tenant_id and campaign.id = lane.id
    join tenants on tenants.id = lane.tenant_id
    where lane.kind = 'campaign' and not lane.is_open and campaign.state = 'stopped'
      and exists (select 1 from message_sends send where send.tenant_id = lane.tenant_id and send.lane_id = lane.id
        and send.state = 'waiting')`.execute(db)
  return rows
}

/** Opens the lane of a campaign that is done, for one that is sent once more. */
export const reopenLane = (tx: Tx, tenantId: string, id: string) =>
  sql`update message_lanes set is_open = true
    where tenant_id = ${tenantId} and id = ${id} and exists (
      select 1 from campaigns where tenant_id = ${tenantId} and id = ${id} and state = 'done'
    )`.execute(tx)
