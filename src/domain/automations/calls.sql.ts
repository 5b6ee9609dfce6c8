import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { AutomationCallRow } from '../../storage/tables-automations.ts'

export interface NewCall {
  readonly id: string
  readonly automationId: string
  readonly runId: string
  readonly contactId: string
  readonly n: number
  readonly step: string
  readonly isAwaited: boolean
  /** JSON. */
  readonly request: string
}

/** A run's step has one call: another one is left out. */
export const insertCalls = (tx: Tx, tenantId: string, calls: readonly NewCall[], at: Date) =>
  sql`/* insert_automation_calls */
    insert into automation_calls (tenant_id, id, automation_id, run_id, contact_id, n, step, is_awaited, request, due_at, created_at)
    select ${tenantId}::uuid, id, automation_id, run_id, contact_id, n, step, is_awaited, request, ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${calls.map(call => call.id)}::uuid[], ${calls.map(call => call.automationId)}::uuid[],
      ${calls.map(call => call.runId)}::uuid[], ${calls.map(call => call.contactId)}::uuid[],
      ${calls.map(call => call.n)}::int[], ${calls.map(call => call.step)}::text[],
      ${calls.map(call => call.isAwaited)}::boolean[], ${calls.map(call => call.request)}::jsonb[]
    ) as call (id, automation_id, run_id, contact_id, n, step, is_awaited, request)
    on conflict (tenant_id, run_id, n) do nothing`.execute(tx)

/** The calls of steps, by the id of their run. */
export async function selectCalls(
  db: Db,
  tenantId: string,
  steps: readonly { readonly runId: string; readonly n: number }[],
): Promise<ReadonlyMap<string, Selectable<AutomationCallRow>>> {
  if (steps.length === 0) return new Map()
  const { rows } = await sql<Selectable<AutomationCallRow>>`/* select_automation_calls */
    select call.* from unnest(${steps.map(step => step.runId)}::uuid[], ${steps.map(step => step.n)}::int[]) as step (run_id, n)
    cross join lateral (
      select * from automation_calls where tenant_id = ${tenantId} and run_id = step.run_id and n = step.n limit 1
    ) call`.execute(db)
  return new Map(rows.map(row => [row.run_id, row]))
}

export interface CallMark {
  readonly tenantId: string
  readonly id: string
  readonly leasedUntil: Date
  readonly state: 'waiting' | 'succeeded' | 'failed'
  /** Null: it ended. */
  readonly delayMs: number | null
  /** JSON. */
  readonly reply: string
}

/** Writes what came of calls where the lease is still the one that was claimed, and makes those due who wait for one. */
export const markCalls = (tx: Tx, marks: readonly CallMark[]) =>
  sql`with mark as (
      select given.*, tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at) as now from unnest(
        ${marks.map(mark => mark.tenantId)}::uuid[], ${marks.map(mark => mark.id)}::uuid[],
        ${marks.map(mark => mark.leasedUntil)}::timestamptz[], ${marks.map(mark => mark.state)}::text[],
        ${marks.map(mark => mark.delayMs)}::bigint[], ${marks.map(mark => mark.reply)}::jsonb[]
      ) as given (tenant_id, id, leased_until, state, delay_ms, reply)
      join tenants on tenants.id = given.tenant_id
    ), marked as (
      update automation_calls call set state = mark.state, leased_until = null, tries = call.tries + 1,
        reply = mark.reply, due_at = coalesce(mark.now + mark.delay_ms * interval '1 millisecond', call.due_at),
        ended_at = case when mark.state = 'waiting' then null else mark.now end
      from mark where call.tenant_id = mark.tenant_id and call.id = mark.id and call.leased_until = mark.leased_until
      returning call.tenant_id, call.run_id, call.is_awaited, call.state, mark.now
    )
    update automation_runs run set due_at = least(run.due_at, marked.now)
    from marked where run.tenant_id = marked.tenant_id and run.id = marked.run_id and marked.is_awaited
      and marked.state <> 'waiting' and run.ended_at is null and run.reason = 'reply'`.execute(tx)

/**
 * Takes places for calls of a throttle, one after another. Answers for each in how many milliseconds its place comes,
 * on the database's clock.
 */
export async function takePlaces(
  tx: Tx,
  tenantId: string,
  { name, perMinute }: { readonly name: string; readonly perMinute: number },
  count: number,
): Promise<number[]> {
  const apartMs = 60_000 / perMinute
  const { rows } = await sql<{ first_ms: number }>`
    insert into automation_throttles as throttle (tenant_id, name, next_at)
    values (${tenantId}, ${name}, now() + ${count * apartMs} * interval '1 millisecond')
    on conflict (tenant_id, name) do update
      set next_at = greatest(throttle.next_at, now()) + ${count * apartMs} * interval '1 millisecond'
    returning extract(epoch from next_at - now())::float8 * 1000 - ${count * apartMs}::float8 as first_ms`.execute(
    tx,
  )
  return Array.from({ length: count }, (_, n) => Math.max(0, rows[0]!.first_ms + n * apartMs))
}

/** Keeps claimed calls until their places come. */
export const keepForPlaces = (
  tx: Tx,
  calls: readonly {
    readonly tenantId: string
    readonly id: string
    readonly leasedUntil: Date
    readonly inMs: number
  }[],
) =>
  sql`update automation_calls call set has_place = true,
      leased_until = date_trunc('milliseconds', now() + kept.in_ms * interval '1 millisecond')
    from unnest(
      ${calls.map(call => call.tenantId)}::uuid[], ${calls.map(call => call.id)}::uuid[],
      ${calls.map(call => call.leasedUntil)}::timestamptz[], ${calls.map(call => call.inMs)}::float8[]
    ) as kept (tenant_id, id, leased_until, in_ms)
    where call.tenant_id = kept.tenant_id and call.id = kept.id and call.leased_until = kept.leased_until`.execute(
    tx,
  )

/** Automations with calls that are due, of all tenants, and their time; what is paused or stopped calls, too, what it has begun. */
export async function selectCallLanes(
  db: Db,
  limit: number,
): Promise<{ tenant_id: string; automation_id: string; now: Date }[]> {
  const { rows } = await sql<{ tenant_id: string; automation_id: string; now: Date }>`/* due_call_lanes */
    select automation.tenant_id, automation.id as automation_id,
      tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at) as now
    from automations automation join tenants on tenants.id = automation.tenant_id
    where exists (
      select 1 from automation_calls call
      where call.tenant_id = automation.tenant_id and call.automation_id = automation.id and call.state = 'waiting'
        and call.due_at <= tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
        and (call.leased_until is null or call.leased_until <= now())
    ) limit ${limit}`.execute(db)
  return rows
}

/** Takes away some of the calls that ended, with an id below the given one. Answers how many these were. */
export async function deleteEndedCalls(db: Db, below: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from automation_calls where ctid = any(array(
      select old.ctid from (select distinct tenant_id from automations) tenant
      cross join lateral (
        select call.ctid from automation_calls call
        where call.tenant_id = tenant.tenant_id and call.id < ${below}::uuid and call.state <> 'waiting'
        order by call.id limit ${limit} for update skip locked
      ) old limit ${limit}
    ))`.execute(db)
  return Number(numAffectedRows ?? 0)
}
