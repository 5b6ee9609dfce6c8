import { sql } from 'kysely'
import type { Tx } from '../../storage/driver.ts'

/** How many branches each of these runs has had. A run that is there no longer is left out. */
export async function selectBranchCounts(
  tx: Tx,
  tenantId: string,
  runIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; branches: number }>`
    select run.id, run.branches from unnest(${runIds}::uuid[]) as wanted (id)
    cross join lateral (
      select id, branches from automation_runs where tenant_id = ${tenantId}::uuid and id = wanted.id limit 1
    ) run`.execute(tx)
  return new Map(rows.map(row => [row.id, row.branches]))
}

export interface NewBranch {
  readonly id: string
  /** The row from which it goes off: the run, or another branch of it. */
  readonly from: string
  readonly branch: number
  readonly step: string
  /** JSON. */
  readonly results: string
  readonly jumps: string
  readonly stepsDone: number
}

/** Writes branches that are due at once, and counts them at their runs. */
export async function insertBranches(
  tx: Tx,
  tenantId: string,
  branches: readonly NewBranch[],
  at: Date,
): Promise<void> {
  if (branches.length === 0) return
  await sql`with written as (
      insert into automation_runs (tenant_id, id, automation_id, version, contact_id, entry_fact, entry, step, entered_at,
        reason, due_at, results, jumps, steps_done, started_at, branch, branch_of)
      select ${tenantId}::uuid, given.id, run.automation_id, run.version, run.contact_id, run.entry_fact, run.entry,
        given.step, ${at}::timestamptz, 'turn', ${at}::timestamptz, given.results, given.jumps, given.steps_done,
        run.started_at, given.branch, coalesce(run.branch_of, run.id)
      from unnest(
        ${branches.map(each => each.id)}::uuid[], ${branches.map(each => each.from)}::uuid[],
        ${branches.map(each => each.branch)}::int[], ${branches.map(each => each.step)}::text[],
        ${branches.map(each => each.results)}::jsonb[], ${branches.map(each => each.jumps)}::jsonb[],
        ${branches.map(each => each.stepsDone)}::int[]
      ) as given (id, from_id, branch, step, results, jumps, steps_done)
      cross join lateral (
        select * from automation_runs where tenant_id = ${tenantId}::uuid and id = given.from_id limit 1
      ) run
      returning branch, branch_of
    )
    update automation_runs run set branches = greatest(run.branches, had.branches)
    from (select branch_of, max(branch) as branches from written group by branch_of) had
    where run.tenant_id = ${tenantId}::uuid and run.id = had.branch_of`.execute(tx)
}

export interface EntryOfRun {
  readonly id: string
  readonly contact_id: string
  readonly automation_id: string
  readonly entry_fact: string
}

/** Those of these runs of which a branch goes on that is not among `ended`. */
export async function selectRunsWithBranches(
  tx: Tx,
  tenantId: string,
  runs: readonly EntryOfRun[],
  ended: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select run.id from unnest(
      ${runs.map(run => run.id)}::uuid[], ${runs.map(run => run.contact_id)}::uuid[],
      ${runs.map(run => run.automation_id)}::uuid[], ${runs.map(run => run.entry_fact)}::uuid[]
    ) as run (id, contact_id, automation_id, entry_fact)
    cross join lateral (
      select 1 from automation_runs branch
      where branch.tenant_id = ${tenantId}::uuid and branch.contact_id = run.contact_id
        and branch.automation_id = run.automation_id and branch.entry_fact = run.entry_fact and branch.branch > 0
        and branch.ended_at is null and branch.id <> all(${ended}::uuid[])
      limit 1
    ) going_on`.execute(tx)
  return new Set(rows.map(row => row.id))
}

export interface EndedBranch {
  readonly branch_of: string
  readonly reason: string
}

export interface EndedRunRow {
  readonly id: string
  readonly automation_id: string
  readonly contact_id: string
  readonly reason: string
}

/**
 * Ends the runs that wait for nothing but their branches and of which none goes on, with the reason of the branch that
 * ended. Whoever has claimed one loses it.
 */
export async function endRunsOfBranches(
  tx: Tx,
  tenantId: string,
  branches: readonly EndedBranch[],
  at: Date,
): Promise<EndedRunRow[]> {
  if (branches.length === 0) return []
  const { rows } = await sql<EndedRunRow>`
    update automation_runs run set state = 'ended', reason = ended.reason, ended_at = ${at}::timestamptz,
      waits_until = null, leased_until = null
    from unnest(
      ${branches.map(branch => branch.branch_of)}::uuid[], ${branches.map(branch => branch.reason)}::text[]
    ) as ended (branch_of, reason)
    where run.tenant_id = ${tenantId}::uuid and run.id = ended.branch_of and run.ended_at is null
      and run.reason = 'branches' and not exists (
        select 1 from automation_runs other
        where other.tenant_id = ${tenantId}::uuid and other.contact_id = run.contact_id
          and other.automation_id = run.automation_id and other.entry_fact = run.entry_fact and other.branch > 0
          and other.ended_at is null
      )
    returning run.id, run.automation_id, run.contact_id, run.reason`.execute(tx)
  return rows
}
