import type { Db, Tx } from '../../storage/driver.ts'
import type { BusinessEventDefinition } from './definition.ts'

export const selectDefinition = (db: Db, tenantId: string, name: string) =>
  db
    .selectFrom('business_event_definitions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .executeTakeFirst()

/** By name. */
export const selectDefinitions = (db: Db, tenantId: string) =>
  db
    .selectFrom('business_event_definitions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .execute()

export async function countDefinitions(tx: Tx, tenantId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('business_event_definitions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function upsertDefinition(
  tx: Tx,
  tenantId: string,
  { name, attributes, createdAt, updatedAt }: BusinessEventDefinition,
): Promise<void> {
  const values = { attributes: JSON.stringify(attributes), updated_at: updatedAt }
  await tx
    .insertInto('business_event_definitions')
    .values({ tenant_id: tenantId, name, created_at: createdAt, ...values })
    .onConflict(conflict => conflict.columns(['tenant_id', 'name']).doUpdateSet(values))
    .execute()
}

export const deleteDefinition = (tx: Tx, tenantId: string, name: string) =>
  tx
    .deleteFrom('business_event_definitions')
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst()
