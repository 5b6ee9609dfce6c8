import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { AutomationRow, AutomationVersionRow } from '../../storage/tables-automations.ts'
import { type AutomationState, mostCounted } from './automation.ts'
import type { VersionRow } from './versions.sql.ts'

export interface AutomationToWrite {
  readonly id: string
  readonly name: string
  readonly description: string
  /** JSON. */
  readonly layout: string
}

/** False when the name is taken. */
export async function insertAutomation(
  tx: Tx,
  tenantId: string,
  automation: AutomationToWrite,
  at: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto('automations')
    .values({ tenant_id: tenantId, ...automation, created_at: at, updated_at: at })
    .onConflict(conflict => conflict.columns(['tenant_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface VersionToWrite {
  readonly automationId: string
  readonly version: number
  readonly key: string
  readonly definition: object
}

export const insertVersion = (tx: Tx, tenantId: string, version: VersionToWrite, at: Date) =>
  tx
    .insertInto('automation_versions')
    .values({
      tenant_id: tenantId,
      automation_id: version.automationId,
      version: version.version,
      key: version.key,
      definition: JSON.stringify(version.definition),
      created_at: at,
    })
    .execute()

export const countAutomations = (db: Db, tenantId: string): Promise<number> =>
  db
    .selectFrom('automations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
    .then(row => row.count)

export interface Narrowed {
  readonly id?: string
  readonly after?: string | undefined
  /** What the name or the description has in it. */
  readonly words?: string | undefined
  /** Its state, or whether a step of one of its newest runs fails. */
  readonly state?: string | undefined
  readonly limit?: number
}

/** With the newest definition. In the order in which they were made. */
export async function selectAutomations(
  db: Db,
  tenantId: string,
  { id, after, words, state, limit = 1 }: Narrowed,
): Promise<(Selectable<AutomationRow> & { definition: unknown })[]> {
  const { rows } = await sql<Selectable<AutomationRow> & { definition: unknown }>`
    select automation.*, version.definition from automations automation
    join automation_versions version on version.tenant_id = automation.tenant_id
      and version.automation_id = automation.id and version.version = automation.version
    where automation.tenant_id = ${tenantId} and (${id ?? null}::uuid is null or automation.id = ${id ?? null}::uuid)
      and (${after ?? null}::uuid is null or automation.id > ${after ?? null}::uuid)
      and (${words ?? null}::text is null
        or strpos(lower(automation.name || ' ' || automation.description), lower(${words ?? null}::text)) > 0)
      and (${state ?? null}::text is null or automation.state = ${state ?? null}::text
        or ${state ?? null}::text = 'failing' and exists (
          select from (
            select state, failures from automation_runs run
            where run.tenant_id = automation.tenant_id and run.automation_id = automation.id
            order by run.id desc limit ${mostCounted}
          ) newest where state = 'waiting' and failures > 0
        ))
    order by automation.id limit ${limit}`.execute(db)
  return rows
}

export const lockAutomation = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('automations')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export interface AutomationChange {
  readonly name?: string
  readonly description?: string
  /** JSON. */
  readonly layout?: string
  readonly state?: AutomationState
  readonly version?: number
  readonly started_at?: Date
  readonly next_start_at?: Date | null
}

export const updateAutomation = (tx: Tx, tenantId: string, id: string, change: AutomationChange, at: Date) =>
  tx
    .updateTable('automations')
    .set(({ eb }) => ({ ...change, updated_at: at, revision: eb('revision', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** What is in the logs now starts nothing. */
export const skipToHeads = (tx: Tx, tenantId: string, id: string) =>
  sql`update automations set
      after_interaction = (select seq from log_heads where tenant_id = ${tenantId} and log = 'interactions'),
      after_event = (select seq from log_heads where tenant_id = ${tenantId} and log = 'events')
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)

export async function isNameTaken(tx: Tx, tenantId: string, name: string, butFor: string): Promise<boolean> {
  const row = await tx
    .selectFrom('automations')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .where('id', '<>', butFor)
    .executeTakeFirst()
  return row !== undefined
}

export const deleteAutomationRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('automations').where('tenant_id', '=', tenantId).where('id', '=', id).execute()

/** All that stays of a deleted automation. */
export async function deleteRunsOf(tx: Tx, tenantId: string, automationId: string): Promise<void> {
  await sql`delete from automation_run_steps where tenant_id = ${tenantId} and run_id in
    (select id from automation_runs where tenant_id = ${tenantId} and automation_id = ${automationId})`.execute(
    tx,
  )
  for (const table of [
    'automation_runs',
    'automation_refusals',
    'automation_calls',
    'automation_audience_starts',
    'automation_business_events',
  ] as const)
    await tx
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('automation_id', '=', automationId)
      .execute()
}

/** Newest first. */
export const selectVersions = (
  db: Db,
  tenantId: string,
  automationId: string,
  { version, below, limit = 1 }: { version?: number; below?: number | undefined; limit?: number },
): Promise<Selectable<AutomationVersionRow>[]> =>
  db
    .selectFrom('automation_versions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('automation_id', '=', automationId)
    .$if(version !== undefined, query => query.where('version', '=', version!))
    .$if(below !== undefined, query => query.where('version', '<', below!))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()

/** The versions on which runs of an automation wait, but for one. */
export async function selectVersionsInFlight(
  tx: Tx,
  tenantId: string,
  automationId: string,
  butFor: number,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version.automation_id, version.version, version.key, version.definition
    from automation_versions version
    where version.tenant_id = ${tenantId} and version.automation_id = ${automationId} and version.version <> ${butFor}
      and exists (
        select 1 from automation_runs run where run.tenant_id = version.tenant_id
          and run.automation_id = version.automation_id and run.state = 'waiting' and run.version = version.version
      )`.execute(tx)
  return rows
}

export interface MovedRun {
  readonly id: string
  readonly contact_id: string
  readonly step: string
  readonly reason: string
}

/**
 * Puts waiting runs of one version on another, those that stand at one of these steps. Whoever has claimed one loses it:
 * he has written nothing of it, for he takes the head of the events before he does. Those that wait for an event are due
 * at once: they look for that of the version.
 */
export async function moveRunsToVersion(
  tx: Tx,
  tenantId: string,
  automationId: string,
  {
    from,
    version,
    steps,
  }: { readonly from: number; readonly version: number; readonly steps: readonly string[] },
  at: Date,
): Promise<MovedRun[]> {
  const { rows } = await sql<MovedRun>`
    update automation_runs
    set version = ${version}, leased_until = null,
      due_at = case when reason = 'event' then least(due_at, ${at}::timestamptz) else due_at end
    where tenant_id = ${tenantId} and automation_id = ${automationId} and state = 'waiting' and version = ${from}
      and step = any(${steps}::text[])
    returning id, contact_id, step, reason`.execute(tx)
  return rows
}
