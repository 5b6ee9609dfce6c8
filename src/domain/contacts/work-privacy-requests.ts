import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import { deleteContact } from './delete-contact.ts'
import { selectIdentityOwners } from './identities.sql.ts'
import { endErasure, lockDue, selectTenantsWithDue } from './privacy.sql.ts'

/**
 * Does the erasures whose time has come, on each tenant's clock: the contact goes with everything that is kept of it.
 * Answers how many were done. The failure of one tenant is reported and holds up no other.
 */
export async function workPrivacyRequests(
  db: Db,
  wall: () => Date,
  onError: (error: unknown) => void,
): Promise<number> {
  let done = 0
  for (const { tenantId, now } of await selectTenantsWithDue(db)) {
    try {
      while (await transact(db, tx => workOne(tx, tenantId, now, wall()))) done++
    } catch (error) {
      if (isUnavailable(error)) throw error
      onError(error)
    }
  }
  return done
}

async function workOne(tx: Tx, tenantId: string, now: Date, wall: Date): Promise<boolean> {
  await lockEvents(tx, [tenantId])
  const request = await lockDue(tx, tenantId, now)
  if (!request) return false
  const userId = request.userId ?? ''
  const [owner] = await selectIdentityOwners(tx, tenantId, [{ kind: 'userId', value: userId }])
  if (owner) {
    await deleteContact(tx, { id: tenantId }, owner.contactId, 'privacy request', now)
    const deed = {
      actor: `privacy request ${request.id}`,
      action: 'contact.erased',
      subject: owner.contactId,
    }
    await recordAudit(tx, tenantId, deed, wall)
  }
  await endErasure(tx, tenantId, request.id, userId, now)
  return true
}
