/** A tenant with contacts that did one thing each, written straight into the tables. */
import type pg from 'pg'

export async function insertContacts(pool: pg.Pool, tenantId: string, count: number): Promise<void> {
  await pool.query(
    `insert into contacts (tenant_id, id, contact_type, approved, attributes, created_at, modified_at)
     select $1, overlay(lowest_id_at(now() - n * interval '1 second')::text placing left(md5(n::text), 12) from 25)::uuid,
       'Member', true, jsonb_build_object('email', n || '@example.com'), now(), now()
     from generate_series(1, $2::int) n`,
    [tenantId, count],
  )
}

/** Appends an interaction of every contact to the log. */
export async function appendInteractions(
  pool: pg.Pool,
  tenantId: string,
  schemaKey: string,
  after: number,
): Promise<void> {
  await pool.query(
    `insert into interactions
       (tenant_id, id, seq, contact_id, schema_key, created_date, payload, body_bundle, body_position)
     select $1, overlay(lowest_id_at(now())::text placing left(md5(($3 + n)::text), 12) from 25)::uuid, $3 + n, id, $2,
       now(), jsonb_build_object('product', 'Kettle ' || n % 100, 'rating', n % 5), $1, 0
     from (select id, row_number() over (order by md5(id::text)) as n from contacts where tenant_id = $1) numbered`,
    [tenantId, schemaKey, after],
  )
  await pool.query(
    `update log_heads set seq = (select max(seq) from interactions where tenant_id = $1)
     where tenant_id = $1 and log = 'interactions'`,
    [tenantId],
  )
  await pool.query('analyze')
}

/** Moves the tenant's clock ahead of where it is. */
export async function moveClock(pool: pg.Pool, tenantId: string, days: number): Promise<void> {
  await pool.query(
    'update tenants set clock_offset_ms = clock_offset_ms + $2::bigint * 86400000 where id = $1',
    [tenantId, days],
  )
}

export async function isAnythingDue(pool: pg.Pool, tenantId: string): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (
       select 1 from automation_runs run join tenants on tenants.id = run.tenant_id
       where run.tenant_id = $1 and state = 'waiting'
         and due_at <= tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
     ) as due`,
    [tenantId],
  )
  return rows[0]!.due
}

export async function countRuns(pool: pg.Pool, tenantId: string): Promise<{ runs: number; steps: number }> {
  const { rows } = await pool.query<{ runs: number; steps: number }>(
    `select (select count(*) from automation_runs where tenant_id = $1)::int as runs,
       (select count(*) from automation_run_steps where tenant_id = $1)::int as steps`,
    [tenantId],
  )
  return rows[0]!
}
