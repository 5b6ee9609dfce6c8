import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** How many waiting runs of running automations fall due up to a time, and when the first; each automation counts up to a number. */
export async function selectDueRuns(
  db: Db,
  tenantId: string,
  until: Date,
  most: number,
): Promise<{ count: number; first: Date | null }> {
  const { rows } = await sql<{ count: number; first: Date | null }>`
    select count(due_at) as count, min(due_at) as first from automations automation
    cross join lateral (
      select due_at from automation_runs
      where tenant_id = ${tenantId} and automation_id = automation.id and state = 'waiting' and due_at <= ${until}
      order by due_at limit ${most}
    ) due
    where automation.tenant_id = ${tenantId} and automation.state = 'running'`.execute(db)
  return rows[0]!
}
