import { performOrderJobs } from '../domain/orders/perform-order-job.ts'
import { forgetEndedJobs } from '../domain/orders/read-orders.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Carries out the writes to orders that were accepted. */
export function orderJobsLoop({ database, clock, signal, onError }: WorkerParts, pauseMs = 250) {
  const report = (error: unknown) => onError(error, 'order-jobs')
  let forgotAt = Number.NEGATIVE_INFINITY
  return every(
    pauseMs,
    async stopping => {
      while (!stopping.aborted && (await performOrderJobs(database.db, stopping, report)) > 0);
      const now = clock.wall().getTime()
      if (now - forgotAt < hourMs) return
      await forgetEndedJobs(database.db)
      forgotAt = now
    },
    report,
    signal,
  )
}
