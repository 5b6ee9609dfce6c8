import type pg from 'pg'

export interface StoredRow {
  readonly id: string
  readonly marker: string
}

export async function selectTenantId(pool: pg.Pool, slug: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from tenants where slug = $1', [slug])
  return rows[0]!.id
}

export async function selectStored(pool: pg.Pool, tenantId: string): Promise<StoredRow[]> {
  const { rows } = await pool.query<StoredRow>(
    `select id, payload->>'name' as marker from interactions
     where tenant_id = $1 and payload->>'name' like 'client-%'`,
    [tenantId],
  )
  return rows
}

export async function selectRejected(pool: pg.Pool, tenantId: string): Promise<StoredRow[]> {
  const { rows } = await pool.query<StoredRow>(
    `select id, coalesce(body::jsonb->'payload', body::jsonb->'eventData')->>'marker' as marker from rejected_interactions
     where tenant_id = $1 and body like '%"client-%'`,
    [tenantId],
  )
  return rows
}

/** A bundle of bodies, and what the payloads of the interactions in it are called, by their position in it. */
export interface BundleRow {
  /** Packed; null when it is in an archive. */
  readonly bodies: Buffer | null
  readonly archive: string | null
  readonly names: Readonly<Record<string, string>>
}

export async function selectBundles(pool: pg.Pool, tenantId: string): Promise<BundleRow[]> {
  const { rows } = await pool.query<BundleRow>(
    `select bodies, archive, names from (
       select tenant_id, body_bundle as id, json_object_agg(body_position, payload->>'name') as names
       from interactions where tenant_id = $1 and payload->>'name' like 'client-%' group by 1, 2
     ) filled left join body_bundles using (tenant_id, id)`,
    [tenantId],
  )
  return rows
}

export interface LogState {
  readonly rows: number
  readonly distinct: number
  readonly least: number
  readonly most: number
  readonly head: number
}

export async function selectLogState(
  pool: pg.Pool,
  tenantId: string,
  log: 'interactions' | 'events',
): Promise<LogState> {
  const { rows } = await pool.query<LogState>(
    `select count(*)::int as rows, count(distinct seq)::int as distinct, coalesce(min(seq), 0)::int as least,
       coalesce(max(seq), 0)::int as most,
       (select seq::int from log_heads where tenant_id = $1 and log = $2) as head
     from ${log} where tenant_id = $1`,
    [tenantId, log],
  )
  return rows[0]!
}

export async function selectCounted(
  pool: pg.Pool,
  tenantId: string,
): Promise<{ accepted: number; rejected: number; rejectedRows: number }> {
  const { rows } = await pool.query<{ accepted: number; rejected: number; rejectedRows: number }>(
    `select coalesce(sum(accepted), 0)::int as accepted, coalesce(sum(rejected), 0)::int as rejected,
       (select count(*)::int from rejected_interactions where tenant_id = $1) as "rejectedRows"
     from interaction_counters where tenant_id = $1`,
    [tenantId],
  )
  return rows[0]!
}
