import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** The attributes of contacts by id; those that are not there are left out. */
export async function selectContactAttributes(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly attributes: Record<string, unknown> }>> {
  const { rows } = await sql<{
    id: string
    attributes: Record<string, unknown>
  }>`/* select_contact_attributes */
    select id, attributes from unnest(${ids}::uuid[]) as wanted
    cross join lateral (
      select id, attributes from contacts where tenant_id = ${tenantId} and id = wanted limit 1
    ) contact`.execute(db)
  return new Map(rows.map(row => [row.id, row]))
}

/** Those of the contacts that are there. */
export async function selectPresentContacts(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`/* select_present_contacts */
    select id from unnest(${ids}::uuid[]) as wanted
    cross join lateral (select id from contacts where tenant_id = ${tenantId} and id = wanted limit 1) contact`.execute(
    db,
  )
  return new Set(rows.map(row => row.id))
}
