import type { Tx } from '../../storage/driver.ts'
import type { Definition } from './definition.ts'
import { selectDefinitions } from './versions.sql.ts'

/** Definitions in memory, by the key of their version: it never changes, so nothing has to be forgotten. */
export interface DefinitionCache {
  /** All that are there of the versions with these keys. */
  of(tx: Tx, tenantId: string, keys: readonly string[]): Promise<ReadonlyMap<string, Definition>>
}

/** So many are kept; the one read longest ago goes first. */
const mostKept = 2000

export function createDefinitionCache(): DefinitionCache {
  const kept = new Map<string, Definition>()
  return {
    async of(tx, tenantId, keys) {
      const missing = [...new Set(keys)].filter(key => !kept.has(key))
      const found = new Map(
        keys.flatMap(key => {
          const definition = kept.get(key)
          return definition ? [[key, definition] as const] : []
        }),
      )
      if (missing.length === 0) return found
      for (const { key, definition } of await selectDefinitions(tx, tenantId, missing)) {
        found.set(key, definition)
        kept.set(key, definition)
      }
      for (const key of kept.keys()) {
        if (kept.size <= mostKept) break
        kept.delete(key)
      }
      return found
    },
  }
}
