import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'

export const insertNpsResponse = (
  tx: Tx,
  tenantId: string,
  response: { id: string; contactId: string; grade: number; storeExternalId: string | null },
  at: Date,
) =>
  tx
    .insertInto('nps_responses')
    .values({
      tenant_id: tenantId,
      id: response.id,
      contact_id: response.contactId,
      grade: response.grade,
      store_external_id: response.storeExternalId,
      answered_at: at,
    })
    .execute()

export interface NpsRow {
  contact_id: string
  grade: number
  answered_at: Date
  average_grade: string
}

export async function selectNpsFigures(
  db: Db,
  tenantId: string,
  contactIds: readonly string[],
): Promise<NpsRow[]> {
  const { rows } = await sql<NpsRow>`/* select_nps_figures */
    select distinct on (contact_id) contact_id, grade, answered_at,
      round(avg(grade) over (partition by contact_id), 2) as average_grade
    from nps_responses where tenant_id = ${tenantId} and contact_id = any(${contactIds}::uuid[])
    order by contact_id, answered_at desc, id desc`.execute(db)
  return rows
}
