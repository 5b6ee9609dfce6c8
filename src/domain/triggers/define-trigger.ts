import type { Db, Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { triggerDefinitionInvalid, triggerExists } from './errors.ts'
import { fromRow, problemOf, type Trigger } from './trigger.ts'
import { insertTrigger, selectTriggers } from './triggers.sql.ts'

/** Defines a trigger. There is no limit on how many a tenant has. */
export async function defineTrigger(tx: Tx, tenant: Tenant, trigger: Trigger, at: Date): Promise<void> {
  const problem = problemOf(trigger)
  if (problem !== undefined) throw triggerDefinitionInvalid(problem)
  if (!(await insertTrigger(tx, tenant.id, trigger, at))) throw triggerExists(trigger.id)
}

/** By id. */
export async function listTriggers(db: Db, tenantId: string): Promise<Trigger[]> {
  return (await selectTriggers(db, tenantId)).map(fromRow)
}
