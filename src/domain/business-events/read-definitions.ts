import { isStorableText } from '../../kernel/storable.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type BusinessEventDefinition, fromRow } from './definition.ts'
import { selectDefinition, selectDefinitions } from './definitions.sql.ts'

/** Nothing when the name has no definition. */
export async function readDefinition(
  db: Db,
  tenant: Tenant,
  name: string,
): Promise<BusinessEventDefinition | undefined> {
  const row = isStorableText(name) ? await selectDefinition(db, tenant.id, name) : undefined
  return row && fromRow(row)
}

/** All there are, by name: they are few. */
export async function listDefinitions(db: Db, tenant: Tenant): Promise<BusinessEventDefinition[]> {
  return (await selectDefinitions(db, tenant.id)).map(fromRow)
}
