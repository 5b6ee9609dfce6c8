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
