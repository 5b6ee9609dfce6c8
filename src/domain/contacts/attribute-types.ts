import type { ValueType } from '../../kernel/value-type.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectAttributeTypes } from './attribute-types.sql.ts'

export interface LearntAttribute {
  readonly name: string
  readonly type: string
  readonly learntAt: Date
  /** Values of another type, which were not kept. */
  readonly dropped: number
  readonly lastDroppedAt: Date | null
}

/** By name. */
export const listLearntAttributes = (db: Db, tenant: Tenant): Promise<LearntAttribute[]> =>
  selectAttributeTypes(db, tenant.id)

/** The types that attributes have which nobody declared, by name. */
export async function attributeTypesOf(db: Db, tenant: Tenant): Promise<Map<string, ValueType>> {
  const rows = await selectAttributeTypes(db, tenant.id)
  return new Map(rows.map(({ name, type }) => [name, type as ValueType]))
}
