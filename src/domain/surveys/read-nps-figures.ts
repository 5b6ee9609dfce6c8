import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { withoutZeros } from '../purchases/decimal.ts'
import { selectNpsFigures } from './nps.sql.ts'
import type { NpsFigures } from './nps.ts'

/** The figures of those of the contacts who ever answered, by contact id. */
export async function readNpsFigures(
  db: Db,
  tenant: Tenant,
  contactIds: readonly string[],
): Promise<Map<string, NpsFigures>> {
  const rows = await selectNpsFigures(db, tenant.id, contactIds)
  const figures = rows.map(({ contact_id, grade, answered_at, average_grade }) => {
    const of: NpsFigures = { grade, answeredAt: answered_at, averageGrade: withoutZeros(average_grade) }
    return [contact_id, of] as const
  })
  return new Map(figures)
}
