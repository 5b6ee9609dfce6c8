import { moveTransactions } from '../domain/messaging/move-transactions.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** Lets the next campaign of an order stand in for one that came to nothing. */
export function transactionsLoop({ database, signal, onError, onStandIn }: WorkerParts, pauseMs = 1000) {
  const report = (error: unknown) => onError(error, 'transactions')
  return every(
    pauseMs,
    async () => {
      const moved = await moveTransactions(database.db, report, onStandIn)
      if (moved > 0) signal.appended('events', [])
    },
    report,
    signal,
  )
}
