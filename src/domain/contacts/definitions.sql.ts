/** What tenants define about contacts: consents and contact types. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { ConsentDefinition } from './consent-definition.ts'
import type { ContactTypeDefinition } from './contact-type.ts'

export const selectConsentDefinitions = (db: Db, tenantId: string) =>
  db
    .selectFrom('consent_definitions')
    .select([
      'id',
      'name',
      'is_mandatory as isMandatory',
      'display_text as displayText',
      'link_text as linkText',
      'condition_text as conditionText',
    ])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute()

export async function writeConsentDefinition(
  tx: Tx,
  tenantId: string,
  { id, name, isMandatory, displayText, linkText, conditionText }: ConsentDefinition,
): Promise<void> {
  const words = {
    name,
    is_mandatory: isMandatory,
    display_text: JSON.stringify(displayText),
    link_text: JSON.stringify(linkText),
    condition_text: JSON.stringify(conditionText),
  }
  await tx
    .insertInto('consent_definitions')
    .values({ tenant_id: tenantId, id, ...words })
    .onConflict(conflict => conflict.columns(['tenant_id', 'id']).doUpdateSet(words))
    .execute()
}

export async function deleteConsentDefinition(tx: Tx, tenantId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('consent_definitions')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function writeContactType(
  tx: Tx,
  tenantId: string,
  { id, displayName, keyAttribute, mandatoryAttributes }: ContactTypeDefinition,
): Promise<void> {
  const words = {
    display_name: displayName,
    key_attribute: keyAttribute,
    mandatory_attributes: [...mandatoryAttributes],
  }
  await tx
    .insertInto('contact_types')
    .values({ tenant_id: tenantId, id, ...words })
    .onConflict(conflict => conflict.columns(['tenant_id', 'id']).doUpdateSet(words))
    .execute()
}

export async function hasContactsOfType(tx: Tx, tenantId: string, contactType: string): Promise<boolean> {
  const { rows } = await sql`select 1 from contacts
    where tenant_id = ${tenantId} and contact_type = ${contactType} limit 1`.execute(tx)
  return rows.length > 0
}
