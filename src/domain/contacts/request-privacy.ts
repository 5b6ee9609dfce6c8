import { DomainError } from '../../kernel/domain-error.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { channels } from './contact.ts'
import { readContactRules } from './contact-rules.ts'
import { privacyRequestNotFound, privacyRequestOver, privacyRequestTaken } from './errors.ts'
import { type ContactExport, exportContact } from './export-contact.ts'
import { cancelPending, insertPrivacyRequest, selectPrivacyRequest, selectRestricted } from './privacy.sql.ts'
import type { PrivacyKind, PrivacyRequest } from './privacy-request.ts'
import { readContact } from './read-contact.ts'
import { readIdentified } from './read-identified.ts'
import { updateContacts } from './update-contacts.ts'

export interface NewPrivacyRequest {
  readonly id: string
  readonly kind: PrivacyKind
  readonly userId: string
  readonly actor: string
}

const dayMs = 86_400_000

/**
 * Takes a privacy request about a user. An erasure waits as long as the tenant says; the others are done at once, and a
 * request for what is kept is answered with it. Throws `user-not-found` and `privacy-request-taken`.
 */
export async function requestPrivacy(
  tx: Tx,
  tenant: Tenant,
  { id, kind, userId, actor }: NewPrivacyRequest,
  at: Date,
  wall: Date,
): Promise<ContactExport | undefined> {
  await lockEvents(tx, [tenant.id])
  const contactId = await readIdentified(tx, tenant, { kind: 'userId', value: userId })
  const { preferences } = await readContact(tx, tenant, contactId)
  const before = await selectRestricted(tx, tenant.id, userId)
  const waits = kind === 'erasure'
  const isTaken = !(await insertPrivacyRequest(tx, {
    tenantId: tenant.id,
    id,
    kind,
    userId,
    state: waits ? 'pending' : 'done',
    at,
    dueAt: waits ? new Date(at.getTime() + tenant.settings.erasureWaitingDays * dayMs) : at,
    preferences: kind === 'restriction' ? (before ?? preferences) : null,
  }))
  if (isTaken) throw privacyRequestTaken(id)
  if (kind === 'portability') return exportContact(tx, tenant, contactId, actor, wall)
  if (kind === 'restriction') await prefer(tx, tenant, contactId, everythingRefused, at)
  if (kind === 're-enable' && before) await prefer(tx, tenant, contactId, before, at)
  return undefined
}

const everythingRefused = Object.fromEntries(channels.map(channel => [channel, false]))

async function prefer(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  preferences: Readonly<Record<string, boolean>>,
  at: Date,
): Promise<void> {
  const rules = await readContactRules(tx, tenant)
  const [outcome] = await updateContacts(tx, tenant, rules, [{ contactId, patch: { preferences } }], at)
  if (outcome instanceof DomainError) throw outcome
}

/** Throws `privacy-request-not-found`. */
export async function readPrivacyRequest(db: Db, tenant: Tenant, id: string): Promise<PrivacyRequest> {
  const request = await selectPrivacyRequest(db, tenant.id, id)
  if (!request) throw privacyRequestNotFound(id)
  return request
}

/** Cancels an erasure that still waits. Throws `privacy-request-not-found` and `privacy-request-over`. */
export async function cancelPrivacyRequest(
  tx: Tx,
  tenant: Tenant,
  id: string,
  at: Date,
): Promise<PrivacyRequest> {
  const isCancelled = await cancelPending(tx, tenant.id, id, at)
  const request = await readPrivacyRequest(tx, tenant, id)
  if (!isCancelled) throw privacyRequestOver(id)
  return request
}
