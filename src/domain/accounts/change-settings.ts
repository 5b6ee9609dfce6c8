import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit, mergeSettings } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { checkMark } from './production-mark.ts'
import type { Tenant } from './tenant.ts'
import { type TenantSettings, toSettings } from './tenant-settings.ts'

/**
 * Changes the settings that are given and leaves the others. Processes follow within a second. Throws
 * `tenant-is-double` for the mark of production on a tenant whose clock is moved or that has fault rules.
 */
export async function changeSettings(
  tx: Tx,
  tenant: Tenant,
  changes: Partial<TenantSettings>,
  actor: string,
  at: Date,
): Promise<TenantSettings> {
  const settings = toSettings(await mergeSettings(tx, tenant.id, changes))
  if (changes.production) await checkMark(tx, tenant)
  await announceChange(tx, tenant.id)
  const action = 'tenant.settings-changed'
  await insertAudit(tx, {
    tenantId: tenant.id,
    id: newId(),
    at,
    actor,
    action,
    subject: tenant.slug,
    details: changes,
  })
  return settings
}
