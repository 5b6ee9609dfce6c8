/**
 * A tenant that is marked as production is the real thing: its clock is not moved, no faults are injected into its
 * requests, and its data is not reset. Every other tenant is a double, on which all of that may be done.
 */
import type { Tx } from '../../storage/driver.ts'
import { lockTenant, selectDoubleState } from './clock.sql.ts'
import { tenantIsDouble, tenantIsProduction, tenantNotFound } from './errors.ts'
import { fromRow, type Tenant } from './tenant.ts'

/**
 * Locks a tenant that is no production and answers it as it is now: it cannot become one before the transaction ends.
 * In the order of locks this comes after the heads of the logs.
 */
export async function lockDouble(tx: Tx, { id, slug }: Tenant): Promise<Tenant> {
  const row = await lockTenant(tx, id)
  if (!row) throw tenantNotFound(slug)
  const tenant = fromRow(row)
  if (tenant.settings.production) throw tenantIsProduction(slug)
  return tenant
}

/** Called when the mark has just been set, and its row is thereby locked. */
export async function checkMark(tx: Tx, { id, slug }: Tenant): Promise<void> {
  const { moved, rules } = await selectDoubleState(tx, id)
  if (moved) throw tenantIsDouble(slug, 'its clock is moved; put it right with parley clock resume --real')
  if (rules > 0) throw tenantIsDouble(slug, 'it has fault rules; take them away with parley fault clear')
}
