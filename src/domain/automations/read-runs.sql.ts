import { type Selectable, sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import type {
  AutomationRefusalRow,
  AutomationRunRow,
  AutomationRunStepRow,
} from '../../storage/tables-automations.ts'

export interface RunSelection {
  readonly runId?: string
  /** Only runs, without their branches. */
  readonly isWhole?: boolean
  readonly automationId?: string | undefined
  readonly contactId?: string | undefined
  readonly state?: 'waiting' | 'ended' | undefined
  /** Where it stands, or stood at its end. */
  readonly step?: string | undefined
}

export const selectRunPage = (
  db: Db,
  tenantId: string,
  { runId, isWhole = false, automationId, contactId, state, step }: RunSelection,
  below: string | undefined,
  limit: number,
): Promise<Selectable<AutomationRunRow>[]> =>
  db
    .selectFrom('automation_runs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(runId !== undefined, query => query.where('id', '=', runId!))
    .$if(isWhole, query => query.where('branch', '=', 0))
    .$if(automationId !== undefined, query => query.where('automation_id', '=', automationId!))
    .$if(contactId !== undefined, query => query.where('contact_id', '=', contactId!))
    .$if(state !== undefined, query => query.where('state', '=', state!))
    .$if(step !== undefined, query => query.where('step', '=', step!))
    .$if(below !== undefined, query => query.where('id', '<', below!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** In their order. */
export async function selectBranches(
  db: Db,
  tenantId: string,
  runIds: readonly string[],
): Promise<Selectable<AutomationRunRow>[]> {
  const { rows } = await sql<Selectable<AutomationRunRow>>`
    select branch.* from unnest(${runIds}::uuid[]) as wanted (id)
    cross join lateral (
      select contact_id, automation_id, entry_fact from automation_runs
      where tenant_id = ${tenantId} and id = wanted.id and branches > 0 limit 1
    ) run
    cross join lateral (
      select * from automation_runs
      where tenant_id = ${tenantId} and contact_id = run.contact_id and automation_id = run.automation_id
        and entry_fact = run.entry_fact and branch > 0 offset 0
    ) branch order by branch.branch_of, branch.branch`.execute(db)
  return rows
}

/** At most 1 000 of each run: the first, and the newest of the others. */
export async function selectHistory(
  db: Db,
  tenantId: string,
  runIds: readonly string[],
): Promise<Selectable<AutomationRunStepRow>[]> {
  const { rows } = await sql<Selectable<AutomationRunStepRow>>`
    select done.* from unnest(${runIds}::uuid[]) as run (id)
    cross join lateral (
      (select * from automation_run_steps where tenant_id = ${tenantId} and run_id = run.id and n = 0)
      union all
      (select * from automation_run_steps where tenant_id = ${tenantId} and run_id = run.id and n > 0
        order by n desc limit 999)
    ) done order by done.run_id, done.n`.execute(db)
  return rows
}

export const selectRefusals = (
  db: Db,
  tenantId: string,
  automationId: string,
  contactId: string,
): Promise<Selectable<AutomationRefusalRow>[]> =>
  db
    .selectFrom('automation_refusals')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('automation_id', '=', automationId)
    .where('contact_id', '=', contactId)
    .orderBy('at', 'desc')
    .limit(20)
    .execute()

export interface RunFigures {
  readonly waiting: number
  readonly ended: Readonly<Record<string, number>>
  readonly failing: number
}

/** How many runs of an automation there are, by what became of them; of branches only how many are failing. */
export async function selectFigures(db: Db, tenantId: string, automationId: string): Promise<RunFigures> {
  const { rows } = await sql<{ state: string; reason: string; count: number; failing: number }>`
    select state, case when state = 'ended' then reason else '' end as reason,
      count(*) filter (where branch = 0) as count, count(*) filter (where failures > 0 and state = 'waiting') as failing
    from automation_runs where tenant_id = ${tenantId} and automation_id = ${automationId} group by 1, 2`.execute(
    db,
  )
  return {
    waiting: rows.find(row => row.state === 'waiting')?.count ?? 0,
    failing: rows.reduce((sum, row) => sum + row.failing, 0),
    ended: Object.fromEntries(
      rows.filter(row => row.state === 'ended' && row.count > 0).map(row => [row.reason, row.count]),
    ),
  }
}
