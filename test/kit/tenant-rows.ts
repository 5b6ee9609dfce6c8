import { sql } from 'kysely'
import type { Db } from '../../src/storage/driver.ts'
import { tenantTables } from '../../src/storage/tenant-tables.ts'

/** How many rows a tenant has in each table. */
export async function countTenantRows(db: Db, tenantId: string): Promise<Record<string, number>> {
  const counts: [string, number][] = []
  for (const { name } of await tenantTables(db)) {
    const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(name)}
      where tenant_id = ${tenantId}`.execute(db)
    counts.push([name, rows[0]!.count])
  }
  return Object.fromEntries(counts)
}

/** The same without the uses of keys, which are counted of whoever calls, refused or not. */
export async function countRowsButUses(db: Db, tenantId: string): Promise<Record<string, number>> {
  const { api_key_usage: _, ...rows } = await countTenantRows(db, tenantId)
  return rows
}
