import type { Tx } from '../../storage/driver.ts'
import { type StandingRow, selectStanding } from './versions.sql.ts'

/** The automations of tenants in memory, as consumers ask for them with every stretch of a log. */
export interface StandingMemory {
  /** As they are at an epoch of the tenant, which was read in the same transaction: whoever changes one moves it. */
  at(tx: Tx, tenantId: string, epoch: number): Promise<readonly StandingRow[]>
}

/** So many tenants are remembered; the one read anew longest ago goes first. */
const mostTenants = 500

export function createStandingMemory(): StandingMemory {
  const kept = new Map<string, { readonly epoch: number; readonly rows: readonly StandingRow[] }>()
  return {
    async at(tx, tenantId, epoch) {
      const known = kept.get(tenantId)
      if (known?.epoch === epoch) return known.rows
      // Read after the epoch: should they be newer than it, it is another next time.
      const rows = await selectStanding(tx, tenantId)
      kept.delete(tenantId)
      kept.set(tenantId, { epoch, rows })
      if (kept.size > mostTenants) kept.delete(kept.keys().next().value!)
      return rows
    },
  }
}
