import { sql } from 'kysely'
import type { Db } from '../driver.ts'

export interface ConsumerLag {
  readonly consumer: string
  readonly log: string
  /** Facts not yet handled, over all tenants. */
  readonly behind: number
  /** All that it ever handled, over all tenants that there still are. */
  readonly handled: number
  readonly failing: number
  readonly lastError: string | null
}

/** How far each consumer that has ever run is behind its log, tenants included that it has not come to yet. */
export async function consumerLags(db: Db): Promise<ConsumerLag[]> {
  const { rows } = await sql<{
    consumer: string
    log: string
    behind: number
    handled: number
    failing: number
    last_error: string | null
  }>`
    select known.consumer, known.log, sum(head.seq - coalesce(cursor.seq, 0))::bigint as behind,
      coalesce(sum(cursor.seq), 0)::bigint as handled,
      count(*) filter (where cursor.failures > 0) as failing, max(cursor.last_error) as last_error
    from (select distinct consumer, log from log_cursors) known
    join log_heads head on head.log = known.log
    left join log_cursors cursor on cursor.tenant_id = head.tenant_id and cursor.log = head.log
      and cursor.consumer = known.consumer
    group by known.consumer, known.log order by known.consumer, known.log`.execute(db)
  return rows.map(({ last_error, ...row }) => ({ ...row, lastError: last_error }))
}

/** Age in seconds of the oldest fact that a consumer has yet to handle: its id tells when it was made. */
export async function oldestUnprocessed(db: Db, consumer: string, log: string): Promise<number> {
  const table = log === 'interactions' ? sql.table('interactions') : sql.table('events')
  const { rows } = await sql<{ id: string | null }>`
    select min(fact.id::text) as id from log_heads head
    left join log_cursors cursor on cursor.tenant_id = head.tenant_id and cursor.log = head.log
      and cursor.consumer = ${consumer}
    cross join lateral (
      select id from ${table} where tenant_id = head.tenant_id and seq > coalesce(cursor.seq, 0) order by seq limit 1
    ) fact
    where head.log = ${log} and head.seq > coalesce(cursor.seq, 0)`.execute(db)
  const id = rows[0]?.id
  if (!id) return 0
  const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  return Math.max(0, (Date.now() - madeAt) / 1000)
}

/** How far each consumer is behind the logs of one tenant. */
export async function consumerLagsOf(db: Db, tenantId: string): Promise<Omit<ConsumerLag, 'handled'>[]> {
  const { rows } = await sql<{
    consumer: string
    log: string
    behind: number
    failing: number
    last_error: string | null
  }>`
    select cursor.consumer, cursor.log, head.seq - cursor.seq as behind,
      (case when cursor.failures > 0 then 1 else 0 end) as failing, cursor.last_error
    from log_cursors cursor
    join log_heads head on head.tenant_id = cursor.tenant_id and head.log = cursor.log
    where cursor.tenant_id = ${tenantId} order by cursor.consumer, cursor.log`.execute(db)
  return rows.map(({ last_error, ...row }) => ({ ...row, lastError: last_error }))
}
