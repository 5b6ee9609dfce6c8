import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

/** Statements of the transaction are given up after so long. The embedded database does not keep it. */
export async function limitTime(tx: Tx, ms: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${`${Math.round(ms)}ms`}, true)`.execute(tx)
}

export const isTimeOut = (error: unknown) => (error as { code?: string }).code === '57014'

/** Some contacts, evenly out of all, and how many there are in all. */
export async function selectEvenly(
  db: Db,
  tenantId: string,
  wanted: number,
): Promise<{ ids: string[]; total: number }> {
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from contacts where tenant_id = ${tenantId}`.execute(db)
  const total = counted[0]!.total
  const step = Math.max(1, Math.ceil(total / wanted))
  const { rows } = await sql<{ id: string }>`
    select id from (select id, row_number() over (order by id) as place from contacts where tenant_id = ${tenantId}) numbered
    where place % ${step}::bigint = 0`.execute(db)
  return { ids: rows.map(row => row.id), total }
}
