/**
 * A visitor: for whom a page or an app of the company asks what is on show. It holds a token that names tenant and contact
 * and ends, signed with a key that is made of the tenant's key of links: neither signs what the other is for.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { isUuid } from '../../kernel/ids.ts'
import { readToken, readUnchecked, writeToken } from '../../kernel/signed-token.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { type Tenant, fromRow as toTenant } from '../accounts/tenant.ts'
import { findContactOrHeir } from '../contacts/find-contact-or-heir.ts'
import { visitorInvalid } from './errors.ts'
import { ensureLinkKey, selectTenantWithLinkKey } from './recipients.sql.ts'

export interface Visitor {
  readonly tenant: Tenant
  readonly contactId: string
}

const purpose = 'visitor token'
const secretOf = (linkKey: Buffer) => createHmac('sha256', linkKey).update(purpose).digest()

/** A token for a contact that is good until a time of the machine's clock. */
export async function makeVisitorToken(
  tx: Tx,
  tenantId: string,
  contactId: string,
  until: Date,
): Promise<string> {
  const key = await ensureLinkKey(tx, tenantId, randomBytes(32))
  return writeToken(secretOf(key), { aud: purpose, tenantId, contactId }, until)
}

/**
 * Whom a token names; of a contact that was merged, the one into which it was. Throws `visitor-invalid` when it was not
 * made here, its time is over, or the contact is gone. `wall` is the machine's time.
 */
export async function readVisitor(db: Db, token: string, wall: Date): Promise<Visitor> {
  const named = readUnchecked(token)?.tenantId
  const row = typeof named === 'string' && isUuid(named) && (await selectTenantWithLinkKey(db, named))
  const said = row ? readToken(secretOf(row.key), token, wall) : undefined
  if (!row || said?.aud !== purpose || said.tenantId !== row.id) throw visitorInvalid()
  const contactId = await findContactOrHeir(db, row.id, String(said.contactId))
  if (contactId === undefined) throw visitorInvalid()
  return { tenant: toTenant(row), contactId }
}
