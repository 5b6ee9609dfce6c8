import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

export async function selectTenantsWithEndedRuns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from tenants where exists (
      select 1 from automation_runs run where run.tenant_id = tenants.id and run.state = 'ended' and not run.is_stripped
    )`.execute(db)
  return rows.map(row => row.id)
}

export interface EndedRun {
  readonly id: string
  readonly automation_id: string
  /** Whether it is a run, no branch, and none of its contact through its automation began later. */
  readonly is_last: boolean
}

/** Locks runs that ended before, the oldest first. */
export async function selectEndedRuns(
  tx: Tx,
  tenantId: string,
  before: Date,
  limit: number,
): Promise<EndedRun[]> {
  const { rows } = await sql<EndedRun>`
    select run.id, run.automation_id, run.branch = 0 and not exists (
      select 1 from automation_runs other
      where other.tenant_id = ${tenantId} and other.contact_id = run.contact_id
        and other.automation_id = run.automation_id and other.branch = 0 and (other.started_at, other.id) > (run.started_at, run.id)
    ) as is_last
    from automation_runs run
    where run.tenant_id = ${tenantId} and run.state = 'ended' and not run.is_stripped and run.ended_at < ${before}
    order by run.ended_at limit ${limit} for update skip locked`.execute(tx)
  return rows
}

/** Leaves no more of runs than that they were, and takes away what was left so of earlier ones. */
export async function stripRuns(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await deleteSteps(tx, tenantId, ids)
  await sql`update automation_runs set is_stripped = true, entry = entry - 'data', results = '{}', jumps = '{}'
    where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(tx)
  await sql`delete from automation_runs where tenant_id = ${tenantId} and id = any(array(
      select other.id from unnest(${ids}::uuid[]) as wanted (id)
      cross join lateral (
        select contact_id, automation_id from automation_runs where tenant_id = ${tenantId} and id = wanted.id limit 1
      ) run
      cross join lateral (
        select id from automation_runs earlier
        where earlier.tenant_id = ${tenantId} and earlier.contact_id = run.contact_id
          and earlier.automation_id = run.automation_id and earlier.is_stripped and earlier.id <> wanted.id offset 0
      ) other
    ))`.execute(tx)
}

export async function deleteRuns(tx: Tx, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await deleteSteps(tx, tenantId, ids)
  await sql`delete from automation_runs where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
}

const deleteSteps = (tx: Tx, tenantId: string, runIds: readonly string[]) =>
  sql`delete from automation_run_steps where tenant_id = ${tenantId} and run_id = any(${runIds}::uuid[])`.execute(
    tx,
  )
