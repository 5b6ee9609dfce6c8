import { forgetOldJobs, workOnJobs } from '../domain/contacts/work-contact-jobs.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Does the contact jobs that wait, a chunk of each tenant in turn, until there are none; forgets those long ended. */
export function contactJobsLoop({ database, clock, signal, onError }: WorkerParts, pauseMs = 250) {
  const report = (error: unknown) => onError(error, 'contact-jobs')
  const worker = {
    db: database.db,
    clock,
    onWritten: (tenantId: string) => signal.appended('events', [tenantId]),
    onError: report,
  }
  let forgetAt = Number.NEGATIVE_INFINITY
  return every(
    pauseMs,
    async abort => {
      while (!abort.aborted && (await workOnJobs(worker, abort)));
      if (performance.now() < forgetAt) return
      await forgetOldJobs(database.db)
      forgetAt = performance.now() + hourMs
    },
    report,
    signal,
  )
}
