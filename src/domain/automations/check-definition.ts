import type { Fault } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readRuleWorld } from '../segments/rule-world.ts'
import { tryDefinition } from './read-definition.ts'
import { missingReferences } from './references.ts'

/** All that would keep a definition from being saved or, when nothing does, from being started. */
export async function checkDefinition(tx: Tx, tenant: Tenant, input: unknown): Promise<readonly Fault[]> {
  const world = await readRuleWorld(tx, tenant)
  const read = tryDefinition(input, world)
  return 'faults' in read ? read.faults : missingReferences(tx, tenant, read.definition, world)
}
