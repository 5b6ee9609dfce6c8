import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Check, compileCheck } from './check.ts'
import { readDefinition } from './definition.ts'
import { fromLearntRow } from './learnt-schema.ts'
import type { Schema } from './schema.ts'
import { selectSchemas } from './schemas.sql.ts'

/** The schemas of tenants in memory, by alias, each compiled once. */
export interface SchemaCache {
  of(tenant: Tenant): ReadonlyMap<string, Schema> | Promise<ReadonlyMap<string, Schema>>
  forgetAll(): void
}

/** The schemas of so many tenants are kept; the one read longest ago goes first. */
const mostTenants = 500

export function createSchemaCache(db: Db): SchemaCache {
  let known = new Map<string, ReadonlyMap<string, Schema> | Promise<ReadonlyMap<string, Schema>>>()

  // The rule is part of the name, so that a request that began before a change of settings leaves nothing wrong behind.
  const nameOf = (tenant: Tenant) => `${tenant.id} ${tenant.settings.dateTimeOffset}`

  function read(tenant: Tenant, cache: typeof known) {
    const name = nameOf(tenant)
    const reading = readSchemas(db, tenant)
    cache.set(name, reading)
    reading.then(
      schemas => cache.set(name, schemas),
      () => cache.delete(name),
    )
    const [oldest] = cache.keys()
    if (cache.size > mostTenants && oldest !== undefined) cache.delete(oldest)
    return reading
  }

  return {
    of: tenant => known.get(nameOf(tenant)) ?? read(tenant, known),
    // A reading that is under way ends in the map that is forgotten: it may have begun before the change.
    forgetAll: () => {
      known = new Map()
    },
  }
}

/** Reads and prepares the schemas of a tenant, uncached. */
export async function readSchemas(db: Db, tenant: Tenant): Promise<ReadonlyMap<string, Schema>> {
  const rows = await selectSchemas(db, tenant.id)
  const rule = tenant.settings.dateTimeOffset === 'required' ? 'offset-required' : 'offset-optional'
  return new Map(
    rows.map(row => {
      if (row.is_learnt) return [row.alias, fromLearntRow(row)]
      const {
        alias,
        key,
        version,
        display_name: displayName,
        definition: jsonSchema,
        created_at: createdAt,
        updated_at: updatedAt,
      } = row
      const stored = { id: alias, displayName, jsonSchema }
      const definition = readDefinition(stored, { segmentableProperties: Number.POSITIVE_INFINITY })
      let compiled: Check | undefined
      const check: Check = payload => {
        compiled ??= compileCheck(jsonSchema, rule)
        return compiled(payload)
      }
      return [alias, { key, version, definition, createdAt, updatedAt: updatedAt ?? createdAt, check }]
    }),
  )
}
