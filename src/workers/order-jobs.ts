import { performOrderJobs } from '../domain/orders/perform-order-job.ts'
import { forgetEndedJobs } from '../domain/orders/read-orders.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Carries out the writes to orders that were accepted. */
export function orderJobsLoop({ database, clock, onError }: WorkerParts, pauseMs = 250) {
  const report = (error: unknown) => onError(error, 'order-jobs')
  let forgotAt = Number.NEGATIVE_INFINITY
  return every(
    pauseMs,
    async signal => {
      while (!signal.aborted && (await performOrderJobs(database.db, signal, report)) > 0);
      const now = clock.wall().getTime()
      if (now - forgotAt < hourMs) return
      await forgetEndedJobs(database.db)
      forgotAt = now
    },
    report,
  )
}
