import type { Tx } from '../../storage/driver.ts'
import type { NewEvent } from '../../storage/log/events.ts'
import type { ContactChange } from './contact-patch.ts'
import {
  deleteKeys,
  insertConsents,
  insertKeys,
  updateContactRows,
  writePreferences,
} from './write-contacts.sql.ts'

/** Writes changes of contacts, each of another one, and answers what is to be told in the log. */
export async function writeChanges(
  tx: Tx,
  tenantId: string,
  changes: readonly ContactChange[],
  at: Date,
): Promise<NewEvent[]> {
  const real = changes.filter(change => change.told !== undefined)
  await updateContactRows(tx, tenantId, real, at)
  await deleteKeys(
    tx,
    tenantId,
    real.flatMap(({ id, oldKeys }) => oldKeys.map(kind => ({ contactId: id, kind }))),
  )
  await insertKeys(
    tx,
    tenantId,
    real.flatMap(({ id, contactType, newKeys }) =>
      newKeys.map(key => ({ ...key, contactId: id, contactType })),
    ),
  )
  await writePreferences(
    tx,
    tenantId,
    real.flatMap(({ id, preferences }) => preferences.map(given => ({ ...given, contactId: id }))),
    at,
  )
  await insertConsents(
    tx,
    tenantId,
    real.flatMap(({ id, consents }) => consents.map(consent => ({ contactId: id, consent }))),
    at,
  )
  return real.map(({ id, told }) => ({
    tenantId,
    type: 'contact.updated',
    contactId: id,
    data: { ...told },
    at,
  }))
}
