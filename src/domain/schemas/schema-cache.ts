import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Check, compileCheck } from './check.ts'
import { readStoredDefinition } from './definition.ts'
import { fromLearntRow } from './learnt-schema.ts'
import type { Schema } from './schema.ts'
import { selectSchemas } from './schemas.sql.ts'

/** The schemas of tenants in memory, by alias, each compiled once. */
export interface SchemaCache {
  of(tenant: Tenant): ReadonlyMap<string, Schema> | Promise<ReadonlyMap<string, Schema>>
  /** Those of some tenants. */
  forget(tenantIds: Iterable<string>): void
  forgetAll(): void
}

/** The schemas of so many tenants are kept; the one read longest ago goes first. */
const mostTenants = 500

export function createSchemaCache(db: Db): SchemaCache {
  const known = new Map<string, ReadonlyMap<string, Schema> | Promise<ReadonlyMap<string, Schema>>>()

  // The rule is part of the name, so that a request that began before a change of settings leaves nothing wrong behind.
  const nameOf = (tenant: Tenant) => `${tenant.id} ${tenant.settings.dateTimeOffset}`

  function read(tenant: Tenant) {
    const name = nameOf(tenant)
    const reading = readSchemas(db, tenant)
    known.set(name, reading)
    // What was forgotten meanwhile may have been read before the change: nothing comes of it.
    const isWanted = () => known.get(name) === reading
    reading.then(
      schemas => isWanted() && known.set(name, schemas),
      () => isWanted() && known.delete(name),
    )
    const [oldest] = known.keys()
    if (known.size > mostTenants && oldest !== undefined) known.delete(oldest)
    return reading
  }

  return {
    of: tenant => known.get(nameOf(tenant)) ?? read(tenant),
    forget(tenantIds) {
      const changed = new Set(tenantIds)
      for (const name of known.keys()) if (changed.has(name.slice(0, name.indexOf(' ')))) known.delete(name)
    },
    forgetAll: () => known.clear(),
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
      const definition = readStoredDefinition(stored)
      let compiled: Check | undefined
      const check: Check = payload => {
        compiled ??= compileCheck(jsonSchema, rule)
        return compiled(payload)
      }
      return [alias, { key, version, definition, createdAt, updatedAt: updatedAt ?? createdAt, check }]
    }),
  )
}
