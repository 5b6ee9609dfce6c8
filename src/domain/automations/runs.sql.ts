import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { TenantRow } from '../../storage/tables.ts'

/** A tenant's row and its time. */
export async function selectTenantNow(
  tx: Tx,
  tenantId: string,
): Promise<(Selectable<TenantRow> & { now: Date }) | undefined> {
  const { rows } = await sql<Selectable<TenantRow> & { now: Date }>`/* select_tenant_now */
    select *, date_trunc('milliseconds', tenant_time(clock_offset_ms, clock_frozen_at)) as now
    from tenants where id = ${tenantId}`.execute(tx)
  return rows[0]
}

export interface TenantListening extends Selectable<TenantRow> {
  readonly now: Date
  /** Whether any of its runs waits for a fact. */
  readonly are_awaited: boolean
}

/** The same, and what a consumer asks besides. */
export async function selectTenantAndListening(
  tx: Tx,
  tenantId: string,
): Promise<TenantListening | undefined> {
  const { rows } = await sql<TenantListening>`/* select_tenant_and_listening */
    select *, date_trunc('milliseconds', tenant_time(clock_offset_ms, clock_frozen_at)) as now,
      exists (select 1 from automation_listeners where tenant_id = tenants.id) as are_awaited
    from tenants where id = ${tenantId}`.execute(tx)
  return rows[0]
}

export interface NewRun {
  readonly id: string
  readonly automationId: string
  readonly version: number
  readonly contactId: string
  readonly entryFact: string
  /** JSON. */
  readonly entry: string
  readonly step: string
}

/** Writes runs that are due at once. Answers which: one whose fact started it before is left out. */
export async function insertRuns(
  tx: Tx,
  tenantId: string,
  runs: readonly NewRun[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`/* insert_automation_runs */
    insert into automation_runs (tenant_id, id, automation_id, version, contact_id, entry_fact, entry, step, entered_at,
      reason, due_at, started_at)
    select ${tenantId}::uuid, id, automation_id, version, contact_id, entry_fact, entry, step, ${at}::timestamptz,
      'start', ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${runs.map(run => run.id)}::uuid[], ${runs.map(run => run.automationId)}::uuid[],
      ${runs.map(run => run.version)}::int[], ${runs.map(run => run.contactId)}::uuid[],
      ${runs.map(run => run.entryFact)}::uuid[], ${runs.map(run => run.entry)}::jsonb[],
      ${runs.map(run => run.step)}::text[]
    ) as run (id, automation_id, version, contact_id, entry_fact, entry, step)
    on conflict (tenant_id, contact_id, automation_id, entry_fact, branch) do nothing
    returning id`.execute(tx)
  return new Set(rows.map(row => row.id))
}

export interface Pair {
  readonly automationId: string
  readonly contactId: string
}

export interface EarlierRuns {
  readonly lastStartedAt: Date | null
  readonly isRunning: boolean
}

/** So many of a contact's runs through one automation are looked at: those that limits are about are fewer. */
const mostLookedAt = 400

/** What there is of runs of contacts through automations, in the order of the pairs. */
export async function selectEarlierRuns(
  tx: Tx,
  tenantId: string,
  pairs: readonly Pair[],
): Promise<EarlierRuns[]> {
  const { rows } = await sql<{ last: Date | null; running: boolean }>`/* select_earlier_runs */
    select max(run.started_at) as last, coalesce(bool_or(run.state = 'waiting'), false) as running
    from unnest(${pairs.map(pair => pair.automationId)}::uuid[], ${pairs.map(pair => pair.contactId)}::uuid[])
      with ordinality as pair (automation_id, contact_id, n)
    left join lateral (
      select started_at, state from automation_runs
      where tenant_id = ${tenantId}::uuid and contact_id = pair.contact_id and automation_id = pair.automation_id
        and branch = 0
      order by entry_fact desc limit ${mostLookedAt}::int
    ) run on true
    group by pair.n order by pair.n`.execute(tx)
  return rows.map(row => ({ lastStartedAt: row.last, isRunning: row.running }))
}

export interface Refusal extends Pair {
  readonly reason: string
  readonly factId: string
}

/** Notes why facts started nothing, each pair and reason at most once in the list. */
export async function noteRefusals(
  tx: Tx,
  tenantId: string,
  refusals: readonly (Refusal & { readonly count: number })[],
  at: Date,
): Promise<void> {
  if (refusals.length === 0) return
  await sql`/* note_automation_refusals */
    insert into automation_refusals as known (tenant_id, automation_id, contact_id, reason, fact_id, count, at)
    select ${tenantId}::uuid, automation_id, contact_id, reason, fact_id, count, ${at}::timestamptz
    from unnest(
      ${refusals.map(each => each.automationId)}::uuid[], ${refusals.map(each => each.contactId)}::uuid[],
      ${refusals.map(each => each.reason)}::text[], ${refusals.map(each => each.factId)}::uuid[],
      ${refusals.map(each => each.count)}::int[]
    ) as given (automation_id, contact_id, reason, fact_id, count)
    on conflict (tenant_id, automation_id, contact_id, reason) do update
      set fact_id = excluded.fact_id, at = excluded.at, count = known.count + excluded.count`.execute(tx)
}

export interface Listener {
  readonly contactId: string
  readonly runId: string
  readonly fact: string
}

export async function insertListeners(
  tx: Tx,
  tenantId: string,
  listeners: readonly Listener[],
): Promise<void> {
  if (listeners.length === 0) return
  await sql`/* insert_automation_listeners */
    insert into automation_listeners (tenant_id, contact_id, run_id, fact)
    select ${tenantId}::uuid, * from unnest(
      ${listeners.map(each => each.contactId)}::uuid[], ${listeners.map(each => each.runId)}::uuid[],
      ${listeners.map(each => each.fact)}::text[]
    ) on conflict do nothing`.execute(tx)
}

export async function deleteListeners(tx: Tx, tenantId: string, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return
  await sql`
    delete from automation_listeners where ctid = any(array(
      select listener.ctid from unnest(${runIds}::uuid[]) as run (id)
      cross join lateral (
        select ctid from automation_listeners where tenant_id = ${tenantId}::uuid and run_id = run.id offset 0
      ) listener
    ))`.execute(tx)
}

/** The runs that listen for such facts of these contacts. Planned each time. */
export async function selectListening(
  tx: Tx,
  tenantId: string,
  facts: readonly { readonly contactId: string; readonly name: string }[],
): Promise<string[]> {
  if (facts.length === 0) return []
  const { rows } = await sql<{ run_id: string }>`
    select distinct listener.run_id
    from unnest(${facts.map(fact => fact.contactId)}::uuid[], ${facts.map(fact => fact.name)}::text[])
      as given (contact_id, name)
    cross join lateral (
      select run_id from automation_listeners
      where tenant_id = ${tenantId}::uuid and contact_id = given.contact_id and fact = given.name offset 0
    ) listener`.execute(tx)
  return rows.map(row => row.run_id)
}

/**
 * Makes runs due that have not ended; a condition on the state would let the planner look for them among all that wait.
 * Who calls holds the head of the tenant's events, or else a run that looks in vain at this moment is put off afterwards.
 */
export async function wakeRuns(tx: Tx, tenantId: string, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await sql`update automation_runs set due_at = least(due_at, ${at}::timestamptz)
    where tenant_id = ${tenantId}::uuid and ended_at is null and due_at > ${at}::timestamptz
      and id = any(${ids}::uuid[])`.execute(tx)
}

/**
 * Locks those runs whose claim is still the one that is named, and answers which these are. Found by nothing but their
 * key, and looked at when they are locked: a condition on the state would let the planner read all runs that wait.
 */
export async function holdRuns(
  tx: Tx,
  tenantId: string,
  claims: readonly { readonly id: string; readonly leased_until: Date }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`/* hold_automation_runs */
    select run.id from unnest(
      ${claims.map(claim => claim.id)}::uuid[], ${claims.map(claim => claim.leased_until)}::timestamptz[]
    ) as claim (id, leased_until)
    cross join lateral (
      select id, leased_until, state from automation_runs where tenant_id = ${tenantId}::uuid and id = claim.id
      limit 1 for update
    ) run where run.leased_until = claim.leased_until and run.state = 'waiting'`.execute(tx)
  return new Set(rows.map(row => row.id))
}

/** A run as it is to stand. */
export interface Move {
  readonly id: string
  readonly state: 'waiting' | 'ended'
  readonly step: string | null
  readonly enteredAt: Date
  readonly reason: string
  readonly dueAt: Date
  readonly waitsUntil: Date | null
  /** JSON. */
  readonly results: string
  readonly jumps: string
  readonly stepsDone: number
  readonly endedAt: Date | null
}

/** Writes where runs went, and gives their claims back. Who calls holds them. */
export async function moveRuns(tx: Tx, tenantId: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  await sql`update automation_runs run set state = move.state, step = move.step, entered_at = move.entered_at,
      reason = move.reason, due_at = move.due_at, waits_until = move.waits_until, leased_until = null, failures = 0,
      last_error = null, results = move.results, jumps = move.jumps,
      steps_done = move.steps_done, ended_at = move.ended_at
    from unnest(
      ${moves.map(move => move.id)}::uuid[], ${moves.map(move => move.state)}::text[],
      ${moves.map(move => move.step)}::text[], ${moves.map(move => move.enteredAt)}::timestamptz[],
      ${moves.map(move => move.reason)}::text[], ${moves.map(move => move.dueAt)}::timestamptz[],
      ${moves.map(move => move.results)}::jsonb[], ${moves.map(move => move.jumps)}::jsonb[],
      ${moves.map(move => move.stepsDone)}::int[], ${moves.map(move => move.endedAt)}::timestamptz[],
      ${moves.map(move => move.waitsUntil)}::timestamptz[]
    ) as move (id, state, step, entered_at, reason, due_at, results, jumps, steps_done, ended_at, waits_until)
    where run.tenant_id = ${tenantId}::uuid and run.id = move.id
      and run.id = any(${moves.map(move => move.id)}::uuid[])`.execute(tx) // told twice, so that only these are read
}

export interface StepDone {
  readonly runId: string
  readonly n: number
  readonly step: string
  readonly kind: string
  readonly outcome: string
  readonly detail: string | null
}

export async function insertStepsDone(
  tx: Tx,
  tenantId: string,
  steps: readonly StepDone[],
  at: Date,
): Promise<void> {
  if (steps.length === 0) return
  await sql`/* insert_automation_run_steps */
    insert into automation_run_steps (tenant_id, run_id, n, step, kind, outcome, detail, at)
    select ${tenantId}::uuid, run_id, n, step, kind, outcome, detail, ${at}::timestamptz
    from unnest(
      ${steps.map(each => each.runId)}::uuid[], ${steps.map(each => each.n)}::int[],
      ${steps.map(each => each.step)}::text[], ${steps.map(each => each.kind)}::text[],
      ${steps.map(each => each.outcome)}::text[], ${steps.map(each => each.detail)}::text[]
    ) as done (run_id, n, step, kind, outcome, detail)`.execute(tx)
}

/** Ends waiting runs of an automation and their branches, some at a time, if it is stopped still. */
export async function endRuns(
  tx: Tx,
  tenantId: string,
  automationId: string,
  reason: string,
  at: Date,
  limit: number,
): Promise<{ id: string; contact_id: string; branch: number }[]> {
  const { rows } = await sql<{ id: string; contact_id: string; branch: number }>`
    update automation_runs set state = 'ended', reason = ${reason}, ended_at = ${at}, leased_until = null
    where ctid = any(array(
      select run.ctid from automation_runs run
      join automations automation on automation.tenant_id = run.tenant_id and automation.id = run.automation_id
      where run.tenant_id = ${tenantId} and run.automation_id = ${automationId} and run.state = 'waiting'
        and automation.state = 'stopped'
      order by run.due_at limit ${limit} for update of run skip locked
    )) returning id, contact_id, branch`.execute(tx)
  return rows
}

export interface ErasedRun {
  readonly id: string
  readonly automation_id: string
  readonly contact_id: string
  readonly branch: number
  readonly was_waiting: boolean
}

/** Ends the waiting runs of deleted contacts and takes what was of the contacts out of all their runs. */
export async function eraseContacts(
  tx: Tx,
  tenantId: string,
  contactIds: readonly string[],
  at: Date,
): Promise<ErasedRun[]> {
  const ids = sql`${contactIds}::uuid[]`
  await sql`delete from automation_listeners where tenant_id = ${tenantId} and contact_id = any(${ids})`.execute(
    tx,
  )
  await sql`delete from automation_calls where tenant_id = ${tenantId} and contact_id = any(${ids})`.execute(
    tx,
  )
  await sql`delete from automation_refusals where tenant_id = ${tenantId} and contact_id = any(${ids})`.execute(
    tx,
  )
  const { rows } = await sql<ErasedRun>`
    update automation_runs run set state = 'ended', entry = run.entry - 'data', results = '{}', leased_until = null,
      reason = case when run.state = 'waiting' then 'contact deleted' else run.reason end,
      ended_at = coalesce(run.ended_at, ${at}::timestamptz)
    from (select id, state from automation_runs where tenant_id = ${tenantId} and contact_id = any(${ids}) for update) before
    where run.tenant_id = ${tenantId} and run.id = before.id
    returning run.id, run.automation_id, run.contact_id, run.branch, before.state = 'waiting' as was_waiting`.execute(
    tx,
  )
  await sql`update automation_run_steps set detail = null
    where tenant_id = ${tenantId} and run_id = any(${rows.map(row => row.id)}::uuid[]) and detail is not null`.execute(
    tx,
  )
  return rows
}

/** Puts runs off whose steps could not be done: a minute, then twice as long each time, up to an hour. */
export const postponeRuns = (
  db: Db,
  tenantId: string,
  claims: readonly { readonly id: string; readonly leased_until: Date }[],
  error: string,
) =>
  sql`update automation_runs run set leased_until = null, failures = failures + 1, last_error = ${error},
      due_at = tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
        + least(interval '1 hour', interval '1 minute' * power(2, least(failures, 6)))
    from tenants, unnest(
      ${claims.map(claim => claim.id)}::uuid[], ${claims.map(claim => claim.leased_until)}::timestamptz[]
    ) as claim (id, leased_until)
    where tenants.id = ${tenantId} and run.tenant_id = tenants.id and run.id = claim.id
      and run.leased_until = claim.leased_until`.execute(db)

/** Gives claims back. */
export const releaseRuns = (
  db: Db,
  claims: readonly { readonly tenant_id: string; readonly id: string; readonly leased_until: Date }[],
) =>
  sql`update automation_runs run set leased_until = null
    from unnest(
      ${claims.map(claim => claim.tenant_id)}::uuid[], ${claims.map(claim => claim.id)}::uuid[],
      ${claims.map(claim => claim.leased_until)}::timestamptz[]
    ) as claim (tenant_id, id, leased_until)
    where run.tenant_id = claim.tenant_id and run.id = claim.id and run.leased_until = claim.leased_until`.execute(
    db,
  )

/** Running automations of all tenants that have runs which are due and not claimed. */
export async function selectDueLanes(
  db: Db,
  limit: number,
): Promise<{ tenant_id: string; automation_id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; automation_id: string }>`/* due_run_lanes */
    select automation.tenant_id, automation.id as automation_id
    from automations automation join tenants on tenants.id = automation.tenant_id
    where automation.state = 'running' and exists (
      select 1 from automation_runs run
      where run.tenant_id = automation.tenant_id and run.automation_id = automation.id and run.state = 'waiting'
        and run.due_at <= tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
        and (run.leased_until is null or run.leased_until <= now())
    ) order by random() limit ${limit}`.execute(db)
  return rows
}

/** Stopped automations of all tenants that have runs which have not ended. */
export async function selectStoppedLanes(
  db: Db,
  limit: number,
): Promise<{ tenant_id: string; automation_id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; automation_id: string }>`
    select automation.tenant_id, automation.id as automation_id from automations automation
    where automation.state = 'stopped' and exists (
      select 1 from automation_runs run where run.tenant_id = automation.tenant_id
        and run.automation_id = automation.id and run.state = 'waiting'
    ) limit ${limit}`.execute(db)
  return rows
}

/** Gives back all claims of a process that died, when it is certain that no other lives: on the embedded database. */
export async function releaseAllClaims(db: Db): Promise<void> {
  await sql`update automation_runs set leased_until = null
    where leased_until is not null and state = 'waiting'`.execute(db)
  await sql`update automation_calls set leased_until = null
    where leased_until is not null and state = 'waiting'`.execute(db)
}
