import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { fromRow as toTenant } from '../accounts/tenant.ts'
import type { DefinitionCache } from './definition-cache.ts'
import { deleteRuns, selectEndedRuns, selectTenantsWithEndedRuns, stripRuns } from './forget-runs.sql.ts'
import { selectTenantNow } from './runs.sql.ts'
import { isLimited } from './start-runs.ts'
import { selectStanding } from './versions.sql.ts'

const dayMs = 86_400_000
const portion = 500

/**
 * Takes away runs that ended longer ago than their tenant keeps them, with what they did. Where an automation limits how
 * often a contact starts, its last run stays as a bare row, so that "once" stays once.
 */
export async function forgetRuns(db: Db, cache: DefinitionCache, stopping?: AbortSignal): Promise<void> {
  for (const tenantId of await selectTenantsWithEndedRuns(db))
    while (!stopping?.aborted && (await transact(db, tx => forgetSome(tx, tenantId, cache))) === portion);
}

async function forgetSome(tx: Tx, tenantId: string, cache: DefinitionCache): Promise<number> {
  const row = await selectTenantNow(tx, tenantId)
  if (!row) return 0
  const before = new Date(row.now.getTime() - toTenant(row).settings.endedRunsKeptDays * dayMs)
  const runs = await selectEndedRuns(tx, tenantId, before, portion)
  if (runs.length === 0) return 0
  const standing = await selectStanding(tx, tenantId)
  const definitions = await cache.of(
    tx,
    tenantId,
    standing.map(({ key }) => key),
  )
  const limited = new Set(standing.filter(({ key }) => isLimited(definitions.get(key)!)).map(({ id }) => id))
  const idsOf = (isKept: boolean) =>
    runs.filter(run => (run.is_last && limited.has(run.automation_id)) === isKept).map(run => run.id)
  await stripRuns(tx, tenantId, idsOf(true))
  await deleteRuns(tx, tenantId, idsOf(false))
  return runs.length
}
