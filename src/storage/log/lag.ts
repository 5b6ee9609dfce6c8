import { sql } from 'kysely'
import type { Db } from '../driver.ts'

export interface ConsumerLag {
  readonly consumer: string
  readonly log: string
  /** Facts not yet handled, over all tenants. */
  readonly behind: number
  readonly failing: number
  readonly lastError: string | null
}

/** How far each consumer that has ever run is behind its log. */
export async function consumerLags(db: Db): Promise<ConsumerLag[]> {
  const { rows } = await sql<{
    consumer: string
    log: string
    behind: number
    failing: number
    last_error: string | null
  }>`
    select cursor.consumer, cursor.log, sum(head.seq - cursor.seq)::bigint as behind,
      count(*) filter (where cursor.failures > 0) as failing, max(cursor.last_error) as last_error
    from log_cursors cursor join log_heads head on head.tenant_id = cursor.tenant_id and head.log = cursor.log
    group by cursor.consumer, cursor.log order by cursor.consumer, cursor.log`.execute(db)
  return rows.map(({ last_error, ...row }) => ({ ...row, lastError: last_error }))
}

/** Age in seconds of the oldest fact that a consumer has yet to handle: its id tells when it was made. */
export async function oldestUnprocessed(db: Db, consumer: string, log: string): Promise<number> {
  const table = log === 'interactions' ? sql.table('interactions') : sql.table('events')
  const { rows } = await sql<{ id: string | null }>`
    select min(fact.id::text) as id from log_cursors cursor
    cross join lateral (
      select id from ${table} where tenant_id = cursor.tenant_id and seq > cursor.seq order by seq limit 1
    ) fact
    where cursor.consumer = ${consumer} and cursor.log = ${log}`.execute(db)
  const id = rows[0]?.id
  if (!id) return 0
  const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  return Math.max(0, (Date.now() - madeAt) / 1000)
}
