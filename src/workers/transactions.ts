import { moveTransactions } from '../domain/messaging/move-transactions.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** Lets the next campaign of an order stand in for one that came to nothing. */
export function transactionsLoop({ database, signal, onError }: WorkerParts, pauseMs = 1000) {
  const report = (error: unknown) => onError(error, 'transactions')
  return every(
    pauseMs,
    async () => {
      if ((await moveTransactions(database.db, report)) > 0) signal.appended('events', [])
    },
    report,
    signal,
  )
}
