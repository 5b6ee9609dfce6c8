import { workPrivacyRequests } from '../domain/contacts/work-privacy-requests.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** Does the erasures that were asked for and whose time has come. */
export function privacyRequestsLoop({ database, clock, onError }: WorkerParts, pauseMs = 5000) {
  const report = (error: unknown) => onError(error, 'privacy-requests')
  return every(
    pauseMs,
    async () => void (await workPrivacyRequests(database.db, () => clock.wall(), report)),
    report,
  )
}
