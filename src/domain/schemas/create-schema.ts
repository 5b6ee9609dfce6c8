import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readDefinition, type SchemaDefinition } from './definition.ts'
import { schemaAlreadyExists, tooManySchemas } from './errors.ts'
import { countSchemas, insertSchema } from './schemas.sql.ts'

/**
 * Adds a schema. Interactions of it are taken as soon as this is committed. Whoever adds or deletes schemas of a tenant
 * holds the head of its events from the beginning: they take turns, and the count is right.
 */
export async function createSchema(
  tx: Tx,
  tenant: Tenant,
  input: { id: unknown; displayName: unknown; jsonSchema: unknown },
  at: Date,
): Promise<SchemaDefinition> {
  const definition = readDefinition(input, { segmentableProperties: tenant.settings.segmentableProperties })
  await lockEvents(tx, [tenant.id])
  const limit = tenant.settings.interactionSchemas
  const count = await countSchemas(tx, tenant.id)

  const key = newId()
  const isNew = await insertSchema(tx, {
    tenantId: tenant.id,
    key,
    alias: definition.id,
    displayName: definition.displayName,
    definition: definition.jsonSchema,
    createdAt: at,
  })
  if (!isNew) throw schemaAlreadyExists(definition.id)
  if (count >= limit) throw tooManySchemas(limit)
  await announceChange(tx, tenant.id)
  await appendEvents(tx, [
    { tenantId: tenant.id, type: 'schema.created', data: { schemaKey: key, schemaId: definition.id }, at },
  ])
  return definition
}
