import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readDefinition, type SchemaDefinition } from './definition.ts'
import { schemaAlreadyExists, tooManySchemas } from './errors.ts'
import { keepVersion } from './schema-versions.ts'
import { countSchemas, insertSchema, lockSchemaRow, writeDefinition } from './schemas.sql.ts'

/**
 * Adds a schema, in the place of a learnt one of its name. Interactions of it are taken as soon as this is committed. Whoever adds or deletes schemas of a tenant
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

  const learnt = await lockSchemaRow(tx, tenant.id, definition.id)
  if (learnt && !learnt.is_learnt) throw schemaAlreadyExists(definition.id)
  if (count >= limit) throw tooManySchemas(limit)
  const key = learnt?.key ?? newId()
  const { displayName, jsonSchema } = definition
  const version = learnt ? learnt.version + 1 : 1
  if (learnt) {
    await writeDefinition(tx, tenant.id, key, { version, displayName, definition: jsonSchema, at })
  } else {
    const row = { tenantId: tenant.id, key, alias: definition.id, displayName, definition: jsonSchema }
    await insertSchema(tx, { ...row, createdAt: at })
  }
  await keepVersion(tx, { tenantId: tenant.id, key, version, displayName, definition: jsonSchema, at })
  await announceChange(tx, tenant.id)
  await appendEvents(tx, [
    { tenantId: tenant.id, type: 'schema.created', data: { schemaKey: key, schemaId: definition.id }, at },
  ])
  return definition
}
