import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** Of the newest so many sends since an id, how many are in each state of their rows. */
export async function selectStateCounts(
  db: Db,
  tenantId: string,
  sinceId: string,
  most: number,
): Promise<{ state: string; count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*) as count from (
      select state from message_sends where tenant_id = ${tenantId} and id >= ${sinceId}::uuid
      order by id desc limit ${most}
    ) newest group by 1`.execute(db)
  return rows
}
