import { forgetFileExports, workOnFileExports } from '../domain/contacts/work-file-exports.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Writes the files of contacts that were asked for, while clients do not wait; forgets those of three days ago. */
export function fileExportsLoop(
  { database, blobs, clock, signal, onError, isPressed }: WorkerParts,
  pauseMs = 300,
) {
  const report = (error: unknown) => onError(error, 'file-exports')
  const worker = { db: database.db, blobs, clock, onError: report }
  let forgetAt = Number.NEGATIVE_INFINITY
  return every(
    pauseMs,
    async abort => {
      while (!abort.aborted && (await workOnFileExports(worker)) && !isPressed?.());
      if (performance.now() < forgetAt) return
      await forgetFileExports(database.db, blobs, clock.wall())
      forgetAt = performance.now() + hourMs
    },
    report,
    signal,
  )
}
