import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectSegmentNames } from './segments.sql.ts'

/** The names of all of a tenant, in their order. */
export async function listSegments(db: Db, tenant: Tenant): Promise<{ id: string; name: string }[]> {
  return selectSegmentNames(db, tenant.id)
}
