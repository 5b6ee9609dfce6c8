import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { findContactOf } from '../contacts/find-contact-of.ts'
import { holdContacts } from '../purchases/match-contacts.ts'
import type { Respondent } from './respondent.ts'

/** The one contact that is meant, held against deletion; undefined when there is none. */
export async function findRespondent(
  tx: Tx,
  tenant: Tenant,
  { kind, value }: Respondent,
  at: Date,
): Promise<string | undefined> {
  const id = kind === 'contactId' ? toId(value) : await findContactOf(tx, tenant, kind, value, at)
  return id !== undefined && (await holdContacts(tx, tenant, [id])).has(id) ? id : undefined
}

const toId = (value: string) => (isUuid(value) ? value.toLowerCase() : undefined)
