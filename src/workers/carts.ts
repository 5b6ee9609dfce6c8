import { settleIdleCarts } from '../domain/tracking/settle-carts.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** Ends idle carts and tells of those that were abandoned. The database compares with each tenant's own clock. */
export function cartsLoop({ database, onError }: WorkerParts, pauseMs = 2000) {
  const report = (error: unknown) => onError(error, 'carts')
  return every(
    pauseMs,
    async signal => {
      while (!signal.aborted && (await settleIdleCarts(database.db, report)) > 0);
    },
    report,
  )
}
