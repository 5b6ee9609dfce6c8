import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** How many segments are to be swept or refreshed up to a time, and when the first. */
export async function selectDueSegments(
  db: Db,
  tenantId: string,
  until: Date,
): Promise<{ count: number; first: Date | null }> {
  const { rows } = await sql<{ count: number; first: Date | null }>`
    select count(*) as count, min(due_at) as first from segments
    where tenant_id = ${tenantId} and due_at <= ${until}`.execute(db)
  return rows[0]!
}
