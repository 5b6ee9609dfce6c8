import { inputInvalid } from '../../kernel/domain-error.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type ConsentDefinition, definitionFaults } from './consent-definition.ts'
import {
  deleteConsentDefinition,
  selectConsentDefinitions,
  writeConsentDefinition,
} from './definitions.sql.ts'

const mostDefinitions = 200

/**
 * Defines a consent or defines it anew. Answers that contacts gave to it, before it was defined too, stay as they are.
 * Throws `input-invalid` with a fault for every field that is wrong.
 */
export async function defineConsent(tx: Tx, tenant: Tenant, definition: ConsentDefinition): Promise<void> {
  const faults = definitionFaults(definition)
  await lockEvents(tx, [tenant.id])
  const others = (await listConsentDefinitions(tx, tenant)).filter(({ id }) => id !== definition.id)
  if (others.length >= mostDefinitions)
    faults.push({ field: 'id', message: `must not be one of more than ${mostDefinitions}` })
  if (faults.length > 0) throw inputInvalid(faults)
  await writeConsentDefinition(tx, tenant.id, definition)
}

/** Contacts keep their answers. False when there is no such definition. */
export function removeConsentDefinition(tx: Tx, tenant: Tenant, id: string): Promise<boolean> {
  return deleteConsentDefinition(tx, tenant.id, id)
}

/** By id. */
export function listConsentDefinitions(db: Db, tenant: Tenant): Promise<ConsentDefinition[]> {
  return selectConsentDefinitions(db, tenant.id)
}
