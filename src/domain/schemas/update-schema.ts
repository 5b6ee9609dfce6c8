import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readDefinition, type SchemaDefinition } from './definition.ts'
import { schemaNotFound } from './errors.ts'
import { keepVersion } from './schema-versions.ts'
import { lockSchema, writeDefinition } from './schemas.sql.ts'

export interface UpdatedSchema {
  readonly definition: SchemaDefinition
  readonly version: number
  readonly createdAt: Date
}

/**
 * Gives a schema another definition, under the next version. What is stored stays as it was stored; what comes from now
 * on is checked against the new one. Other processes follow within half a second, and until then check against the one
 * before. `accept` is given the version that is there, under its lock, and may throw.
 *
 * Throws `schema-not-found`, `schema-definition-invalid` or `too-many-segmentable-properties`.
 */
export async function updateSchema(
  tx: Tx,
  tenant: Tenant,
  schemaId: string,
  input: { readonly displayName: unknown; readonly jsonSchema: unknown },
  accept: (version: number) => void,
  at: Date,
): Promise<UpdatedSchema> {
  if (!isStorableText(schemaId)) throw schemaNotFound(schemaId)
  await lockEvents(tx, [tenant.id])
  const known = await lockSchema(tx, tenant.id, schemaId)
  if (!known) throw schemaNotFound(schemaId)
  accept(known.version)
  const limits = { segmentableProperties: tenant.settings.segmentableProperties }
  const definition = readDefinition({ id: schemaId, ...input }, limits)
  const version = known.version + 1
  const { displayName, jsonSchema } = definition
  const next = { version, displayName, definition: jsonSchema, at }
  await writeDefinition(tx, tenant.id, known.key, next)
  await keepVersion(tx, { tenantId: tenant.id, key: known.key, ...next })
  await announceChange(tx, tenant.id)
  const data = { schemaKey: known.key, schemaId, version }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'schema.updated', data, at }])
  return { definition, version, createdAt: known.created_at }
}
