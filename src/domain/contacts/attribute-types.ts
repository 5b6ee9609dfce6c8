import type { ValueType } from '../../kernel/value-type.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectAttributeTypes } from './attribute-types.sql.ts'

/** The types that attributes have which nobody declared, by name. */
export async function attributeTypesOf(db: Db, tenant: Tenant): Promise<Map<string, ValueType>> {
  const rows = await selectAttributeTypes(db, tenant.id)
  return new Map(rows.map(({ name, type }) => [name, type as ValueType]))
}
