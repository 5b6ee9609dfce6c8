import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface ContactAttributesRow {
  readonly id: string
  readonly contact_type: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** The attributes of contacts; those that are not there are left out. */
export async function selectContactAttributes(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ContactAttributesRow[]> {
  const { rows } = await sql<ContactAttributesRow>`/* select_contact_attributes */
    select id, contact_type, attributes from unnest(${ids}::uuid[]) as wanted
    cross join lateral (
      select id, contact_type, attributes from contacts where tenant_id = ${tenantId} and id = wanted limit 1
    ) contact`.execute(db)
  return rows
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
