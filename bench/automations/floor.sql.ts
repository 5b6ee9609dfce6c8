/**
 * The floor: what someone would write who wants no more than rows of runs, of their steps and of the log. The same
 * columns and indexes, the same batches, a transaction for each; no automations, no definitions, no limits.
 */
import type pg from 'pg'

export async function makeBareTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create table bare_runs (like automation_runs including all);
    create table bare_steps (tenant_id uuid, run_id uuid, n int, step text, kind text, outcome text, detail text,
      at timestamptz, primary key (tenant_id, run_id, n));
    create table bare_events (tenant_id uuid, id uuid, seq bigint, type text, contact_id uuid, data jsonb, at timestamptz,
      primary key (tenant_id, id));
    create index on bare_events (tenant_id, seq);
    create index on bare_events (tenant_id, contact_id, at desc);
    create table bare_head (seq bigint);
    insert into bare_head values (0);
    create table bare_cursor (seq bigint);
    insert into bare_cursor values (0)`)
}

/** Starts runs of the next interactions. Answers how many. */
export async function startBareRuns(
  client: pg.PoolClient,
  tenantId: string,
  automationId: string,
  limit: number,
): Promise<number> {
  await client.query('begin')
  const { rows: facts } = await client.query<{
    id: string
    contact_id: string
    payload: object
    seq: string
  }>({
    name: 'bare_facts',
    text: `select fact.id, fact.contact_id, fact.payload, fact.seq from interactions fact
      join contacts contact on contact.tenant_id = fact.tenant_id and contact.id = fact.contact_id
      where fact.tenant_id = $1 and fact.seq > (select seq from bare_cursor)
        and fact.seq <= (select seq from bare_cursor) + $2 order by fact.seq`,
    values: [tenantId, limit],
  })
  if (facts.length > 0) {
    const entries = facts.map(fact =>
      JSON.stringify({ kind: 'interaction', schemaId: 'visit', data: fact.payload }),
    )
    const ids = facts.map(fact => fact.id)
    await client.query({
      name: 'bare_insert_runs',
      text: `insert into bare_runs (tenant_id, id, automation_id, version, contact_id, entry_fact, entry, step, entered_at,
          reason, due_at, started_at)
        select $1, id, $2, 1, contact_id, id, entry, 'split', now(), 'start', now(), now()
        from unnest($3::uuid[], $4::uuid[], $5::jsonb[]) as run (id, contact_id, entry)
        on conflict (tenant_id, contact_id, automation_id, entry_fact, branch) do nothing`,
      values: [tenantId, automationId, ids, facts.map(fact => fact.contact_id), entries],
    })
    await client.query({
      name: 'bare_append',
      text: `with head as (update bare_head set seq = seq + cardinality($2::uuid[]) returning seq - cardinality($2::uuid[]) as before)
        insert into bare_events (tenant_id, id, seq, type, contact_id, data, at)
        select $1, id, head.before + n, 'automation.run.started', contact_id, '{"automationId": "x", "runId": "y"}', now()
        from head, unnest($2::uuid[], $3::uuid[]) with ordinality as told (id, contact_id, n)`,
      values: [tenantId, ids, facts.map(fact => fact.contact_id)],
    })
    await client.query({
      name: 'bare_move',
      text: 'update bare_cursor set seq = $1',
      values: [facts.at(-1)!.seq],
    })
  }
  await client.query('commit')
  return facts.length
}

/** Claims runs that are due, writes three steps of each and when it is due again. Answers how many runs these were. */
export async function takeBareSteps(
  client: pg.PoolClient,
  tenantId: string,
  automationId: string,
  dueBefore: Date,
  limit: number,
): Promise<number> {
  const { rows: runs } = await client.query<{ id: string }>({
    name: 'bare_claim',
    text: `update bare_runs set leased_until = now() + interval '30 seconds' where ctid = any(array(
        select ctid from bare_runs where tenant_id = $1 and automation_id = $2 and state = 'waiting' and due_at <= $3
          and (leased_until is null or leased_until <= now())
        order by due_at, id limit $4 for update skip locked
      )) returning id, automation_id, version, contact_id, entry_fact, entry, step, entered_at, reason, results, jumps,
        steps_done, started_at, due_at, waits_until, leased_until`,
    values: [tenantId, automationId, dueBefore, limit],
  })
  if (runs.length === 0) return 0
  const ids = runs.map(run => run.id)
  await client.query('begin')
  await client.query({
    name: 'bare_steps',
    text: `insert into bare_steps select $1, id, n, (array['wait', 'again', 'split'])[n + 1], 'wait', 'waited', null, now()
      from unnest($2::uuid[]) as run (id), generate_series(0, 2) n`,
    values: [tenantId, ids],
  })
  await client.query({
    name: 'bare_move_runs',
    text: `update bare_runs run set leased_until = null, due_at = $3::timestamptz + interval '1 day', step = 'wait',
        steps_done = steps_done + 3, reason = 'wait', results = '{}', jumps = '{}', waits_until = $3::timestamptz
      from unnest($2::uuid[]) as moved (id) where run.tenant_id = $1 and run.id = moved.id`,
    values: [tenantId, ids, dueBefore],
  })
  await client.query('commit')
  return runs.length
}
