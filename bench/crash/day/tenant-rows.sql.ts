import type pg from 'pg'
import type { Db } from '../../../src/storage/driver.ts'
import { tenantTables } from '../../../src/storage/tenant-tables.ts'

/** Of a row: its table, its own id if it has one, and all that two days must agree in. */
export interface Row {
  readonly table: string
  readonly id: string | undefined
  readonly columns: Readonly<Record<string, unknown>>
}

/** What follows the machine's time, or the order in which others came, and no more than that. */
const leftOut: Readonly<Record<string, readonly string[] | 'all'>> = {
  api_keys: 'all',
  api_key_usage: 'all',
  automation_throttles: 'all',
  audit_trail: 'all',
  body_bundles: 'all',
  idempotent_replies: 'all',
  log_cursors: 'all',
  message_link_keys: 'all',
  segment_clocks: 'all',
  tenant_snapshots: 'all',
  events: ['seq'],
  interactions: ['seq', 'body_bundle', 'body_position'],
  automations: ['after_interaction', 'after_event'],
  interaction_counters: ['last_accepted_at', 'last_rejected_at'],
  message_outbox: ['headers'],
  segments: [
    'computing_since',
    'computing_ms',
    'computed_ms',
    'checks',
    'checked_contacts',
    'check_ms',
    'contacts_done',
    'contacts_total',
  ],
}

/** All rows that a tenant has, of every table that the catalogue knows. */
export async function selectTenantRows(db: Db, pool: pg.Pool, tenantId: string): Promise<Row[]> {
  const found: Row[] = []
  for (const { name, columns } of await tenantTables(db)) {
    const without = leftOut[name] ?? []
    if (without === 'all') continue
    const hasId = columns.some(column => column.name === 'id' && column.type === 'uuid')
    const { rows } = await pool.query<{ id: string | null; row: Record<string, unknown> }>(
      `select ${hasId ? 'id' : 'null'} as id, to_jsonb(t) - $2::text[] as row from ${name} t where tenant_id = $1`,
      [tenantId, ['tenant_id', ...(hasId ? ['id'] : []), ...without]],
    )
    for (const { id, row } of rows)
      found.push({
        table: name,
        id: id ?? undefined,
        columns: name === 'automation_calls' ? timeless(row) : row,
      })
  }
  return found
}

/** How long an answer took is another matter each time, and when a call ended for which no run waits. */
function timeless({ reply, ended_at, ...row }: Readonly<Record<string, unknown>>) {
  const { ms: _, ...said } = (reply ?? {}) as Readonly<Record<string, unknown>>
  return { ...row, reply: said, ...(row.is_awaited === true && { ended_at }) }
}

export async function selectTenantId(pool: pg.Pool, slug: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from tenants where slug = $1', [slug])
  return rows[0]!.id
}

/** Lets every claim run out, as time would. For when no process is left that could have one. */
export async function endLeases(pool: pg.Pool): Promise<void> {
  for (const table of ['automation_runs', 'automation_calls', 'message_sends', 'webhook_deliveries'])
    await pool.query(`update ${table} set leased_until = now() where leased_until > now()`)
}
