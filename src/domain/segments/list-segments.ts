import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Segment } from './segment.ts'
import { selectSegments } from './segments.sql.ts'

/** All of a tenant, by name. */
export async function listSegments(db: Db, tenant: Tenant): Promise<Segment[]> {
  return selectSegments(db, tenant.id)
}
