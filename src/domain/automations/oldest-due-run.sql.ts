import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** For how many seconds, on its tenant's clock, the run has been due that waits longest in a running automation. */
export async function selectOldestDueRun(db: Db): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(max(extract(epoch from greatest(due.age, interval '0'))), 0)::float8 as seconds
    from automations automation join tenants on tenants.id = automation.tenant_id
    cross join lateral (
      select tenant_time(clock_offset_ms, clock_frozen_at) - due_at as age from automation_runs
      where tenant_id = automation.tenant_id and automation_id = automation.id and state = 'waiting'
      order by due_at limit 1
    ) due
    where automation.state = 'running'`.execute(db)
  return rows[0]!.seconds
}
