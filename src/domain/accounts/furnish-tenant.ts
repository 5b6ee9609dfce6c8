import type { Tx } from '../../storage/driver.ts'
import { insertContactTypes } from './accounts.sql.ts'

/** Gives a tenant, new or emptied, what every tenant has besides the heads of its logs: the contact types of the field. */
export async function furnishTenant(tx: Tx, tenantId: string): Promise<void> {
  await insertContactTypes(tx, tenantId, [
    { id: 'Member', displayName: 'Members', key: 'email' },
    { id: 'Contact', displayName: 'Contacts', key: 'email' },
  ])
}
