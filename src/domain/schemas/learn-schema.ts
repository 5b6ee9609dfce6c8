import { newId } from '../../kernel/ids.ts'
import { learnTypes } from '../../kernel/value-type.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { tooManyLearntSchemas } from './errors.ts'
import { fromLearntRow, namedByTenant, toJsonSchema, typesOf } from './learnt-schema.ts'
import type { Schema } from './schema.ts'
import { countLearnt, insertSchema, lockSchemaRow, writeDefinition } from './schemas.sql.ts'

/** Of a tenant. They cost memory, and who names events at random must not have all of it. */
const mostLearnt = 2000

/**
 * Learns the schema of a name from payloads, making it when it is not there. Answers nothing when meanwhile someone has
 * registered one: then payloads are checked against that. Throws `too-many-learnt-schemas`.
 */
export async function learnSchema(
  tx: Tx,
  tenant: Tenant,
  alias: string,
  payloads: readonly Readonly<Record<string, unknown>>[],
  at: Date,
): Promise<Schema | undefined> {
  await lockEvents(tx, [tenant.id])
  const known = (await lockSchemaRow(tx, tenant.id, alias)) ?? (await begin(tx, tenant, alias, at))
  if (!known.is_learnt) return undefined
  const types = new Map(typesOf(known.definition))
  let isNew = false
  for (const payload of payloads)
    for (const [name, type] of learnTypes(types, namedByTenant(payload)).news) {
      types.set(name, type)
      isNew = true
    }
  if (!isNew) return fromLearntRow(known)
  const definition = toJsonSchema(types)
  const { version, display_name: displayName } = known
  await writeDefinition(tx, tenant.id, known.key, { version, displayName, definition, isLearnt: true, at })
  await announceChange(tx, tenant.id)
  return fromLearntRow({ ...known, definition, updated_at: at })
}

async function begin(tx: Tx, tenant: Tenant, alias: string, at: Date) {
  if ((await countLearnt(tx, tenant.id)) >= mostLearnt) throw tooManyLearntSchemas(mostLearnt)
  const [key, definition] = [newId(), toJsonSchema(new Map())]
  const row = {
    tenantId: tenant.id,
    key,
    alias,
    displayName: alias,
    definition,
    createdAt: at,
    isLearnt: true,
  }
  await insertSchema(tx, row)
  await announceChange(tx, tenant.id)
  const data = { schemaKey: key, schemaId: alias, learnt: true }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'schema.created', data, at }])
  return {
    key,
    alias,
    version: 1,
    display_name: alias,
    definition,
    created_at: at,
    updated_at: null,
    is_learnt: true,
  }
}
