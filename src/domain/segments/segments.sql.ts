import type { Db } from '../../storage/driver.ts'

export const selectSegments = (db: Db, tenantId: string) =>
  db
    .selectFrom('segments')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .orderBy('id')
    .execute()
