/**
 * Rows that are their own queue: those in the state `waiting` are due at a time on their tenant's clock, and whoever
 * works on some claims them first.
 *
 * A claim is a lease on the database's clock. It is committed before the work begins, so that no two processes do the
 * same; when its process dies, it runs out and the rows are claimed again. What comes of the work is written only where
 * the lease is still the claimer's own.
 *
 * A lane is the part of a queue whose rows wait for one another and for nobody else: one webhook, one channel. Each is
 * given the room that it has, so a lane that is full or slow does not hold up the others.
 */
import { sql } from 'kysely'
import type { Db } from './driver.ts'

export interface DueQueue {
  /**
   * A table with tenant_id, id, due_at, leased_until and state, and an index on (tenant_id, the lane, due_at, id) where
   * the state is waiting.
   */
  readonly table: string
  /** The column that names the lane, a UUID. */
  readonly lane: string
  /** What else the claimer wants to have of a row. */
  readonly columns: readonly string[]
}

export interface Lane {
  readonly tenantId: string
  readonly laneId: string
  /** At most so many are claimed. */
  readonly room: number
}

export interface Claimed {
  readonly tenant_id: string
  readonly id: string
  readonly due_at: Date
  /** Names the claim, too: what is written must still have it. */
  readonly leased_until: Date
}

/** Claims what is due in the lanes, each up to its room, in one statement. Answers it in the order in which it fell due. */
export async function claimDue<Row>(
  db: Db,
  queue: DueQueue,
  lanes: readonly Lane[],
  leaseMs: number,
): Promise<(Row & Claimed)[]> {
  if (lanes.length === 0) return []
  const table = sql.table(queue.table)
  const columns = ['tenant_id', 'id', 'due_at', 'leased_until', ...queue.columns].map(name => sql.ref(name))
  // By ctid, because the planner cannot know how few rows are picked and must not read the table for them. It has no name
  // and so is planned each time: a plan from when the table was small reads it from end to end.
  const { rows } = await sql<Row & Claimed>`
    update ${table} set leased_until = date_trunc('milliseconds', now() + ${leaseMs} * interval '1 millisecond')
    where ctid = any(array(
      select due.ctid from unnest(
        ${lanes.map(lane => lane.tenantId)}::uuid[], ${lanes.map(lane => lane.laneId)}::uuid[],
        ${lanes.map(lane => lane.room)}::int[]
      ) as lane (tenant_id, id, room)
      join tenants on tenants.id = lane.tenant_id
      cross join lateral (
        select queue.ctid from ${table} queue
        where queue.tenant_id = lane.tenant_id and queue.${sql.ref(queue.lane)} = lane.id and queue.state = 'waiting'
          and queue.due_at <= tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
          and (queue.leased_until is null or queue.leased_until <= now())
        order by queue.due_at, queue.id limit lane.room for update skip locked
      ) due
    ))
    returning ${sql.join(columns)}`.execute(db)
  return rows.sort(inOrder)
}

function inOrder(a: Claimed, b: Claimed): number {
  const difference = a.due_at.getTime() - b.due_at.getTime()
  if (difference !== 0) return difference
  return a.id < b.id ? -1 : 1
}
