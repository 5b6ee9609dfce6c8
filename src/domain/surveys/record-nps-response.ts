import { isUuid, newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { contactIdInvalid, contactNotFound } from '../contacts/errors.ts'
import { keepComputed } from '../contacts/keep-computed.ts'
import { holdContacts } from '../purchases/match-contacts.ts'
import { readStore } from '../stores/read-stores.ts'
import { gradeInvalid } from './errors.ts'
import { insertNpsResponse } from './nps.sql.ts'
import { readGrade } from './nps.ts'
import { readNpsFigures } from './read-nps-figures.ts'

/**
 * Keeps a contact's answer to an NPS survey. Throws `grade-invalid`, `contact-id-invalid`, `contact-not-found` or, for
 * a store that is not there, `store-not-found`.
 */
export async function recordNpsResponse(
  tx: Tx,
  tenant: Tenant,
  { contactId, grade: text, storeId }: { contactId: string; grade: string; storeId: string | undefined },
  at: Date,
): Promise<void> {
  const grade = readGrade(text)
  if (grade === undefined) throw gradeInvalid()
  if (!isUuid(contactId)) throw contactIdInvalid(contactId.slice(0, 100))
  const id = contactId.toLowerCase()
  await lockEvents(tx, [tenant.id])
  if (!(await holdContacts(tx, tenant, [id])).has(id)) throw contactNotFound(id)
  const store = storeId ? await readStore(tx, tenant, storeId, true) : undefined
  const storeExternalId = store?.externalId ?? null
  await insertNpsResponse(tx, tenant.id, { id: newId(), contactId: id, grade, storeExternalId }, at)
  await keepComputed(tx, tenant, id, await figuresAsAttributes(tx, tenant, id))
  const data = { grade, storeId: storeExternalId }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'nps.answered', contactId: id, data, at }])
}

/** Under the vendor's names; the average stands there to the digit. */
async function figuresAsAttributes(tx: Tx, tenant: Tenant, contactId: string): Promise<string> {
  const { grade, answeredAt, averageGrade } = (await readNpsFigures(tx, tenant, [contactId])).get(contactId)!
  return `{"nps.grade":${grade},"nps.datetime":"${answeredAt.toISOString()}","nps.averagegrade":${averageGrade}}`
}
