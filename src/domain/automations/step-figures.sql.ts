import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface Overview {
  readonly automationId: string
  readonly entered: number
  readonly waiting: number
  readonly failing: number
  readonly lastError: string | null
}

/** Of each automation what became of its newest `most` runs and branches. Who entered is counted once. */
export async function selectOverviews(
  db: Db,
  tenantId: string,
  automationIds: readonly string[],
  most: number,
): Promise<Overview[]> {
  const { rows } = await sql<Overview>`
    select automation.id as "automationId", count(run.id) filter (where run.branch = 0) as entered,
      count(run.id) filter (where run.branch = 0 and run.state = 'waiting') as waiting,
      count(run.id) filter (where run.state = 'waiting' and run.failures > 0) as failing,
      (array_agg(run.last_error order by run.id desc)
        filter (where run.state = 'waiting' and run.failures > 0))[1] as "lastError"
    from unnest(${automationIds}::uuid[]) with ordinality as automation (id, place)
    left join lateral (
      select id, branch, state, failures, last_error from automation_runs
      where tenant_id = ${tenantId} and automation_id = automation.id order by id desc limit ${most}
    ) run on true
    group by automation.id, automation.place order by automation.place`.execute(db)
  return rows
}

export interface WaitingAt {
  readonly step: string
  readonly waiting: number
  readonly failing: number
}

/** Where those of the newest `most` runs and branches stand that are on their way. */
export async function selectWaitingAt(
  db: Db,
  tenantId: string,
  automationId: string,
  most: number,
): Promise<WaitingAt[]> {
  const { rows } = await sql<WaitingAt>`
    select step, count(*) as waiting, count(*) filter (where failures > 0) as failing from (
      select state, step, failures, reason from automation_runs
      where tenant_id = ${tenantId} and automation_id = ${automationId} order by id desc limit ${most}
    ) run where state = 'waiting' and reason <> 'branches' and step is not null group by step order by step`.execute(
    db,
  )
  return rows
}

export interface WayTaken {
  readonly step: string
  readonly outcome: string
  /** The step that came next; null where the run ended. */
  readonly next: string | null
  readonly runs: number
}

/** Which ways the newest `most` runs and branches took. Of each run the first 200 steps are looked at. */
export async function selectWaysTaken(
  db: Db,
  tenantId: string,
  automationId: string,
  most: number,
): Promise<WayTaken[]> {
  const { rows } = await sql<WayTaken>`
    select step, outcome, coalesce(following, case when state = 'waiting' and reason <> 'branches' then stands end) as next, count(*) as runs
    from (
      select done.step, done.outcome, run.state, run.reason, run.step as stands,
        lead(done.step) over (partition by run.id order by done.n) as following
      from (
        select id, state, reason, step from automation_runs
        where tenant_id = ${tenantId} and automation_id = ${automationId} order by id desc limit ${most}
      ) run
      cross join lateral (
        select n, step, outcome from automation_run_steps
        where tenant_id = ${tenantId} and run_id = run.id order by n limit 200
      ) done
    ) way group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}
