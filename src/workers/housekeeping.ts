import { sweepSegments } from '../domain/interactions/keep-bodies.ts'
import { forgetOldReplies } from '../http/idempotency.ts'
import { ensurePartitions, vacuum } from '../storage/upkeep.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** What has to be done now and then: next month's partitions, old answers, lost segments, and the vacuum that the
 * embedded database does not do by itself. */
export function housekeepingLoop({ database, blobs, clock, onError }: WorkerParts) {
  return every(
    hourMs,
    async () => {
      await ensurePartitions(database.db)
      await forgetOldReplies(database.db)
      await sweepSegments(database.db, blobs, clock.wall())
      if (database.kind === 'embedded') await vacuum(database.pool)
    },
    error => onError(error, 'housekeeping'),
  )
}
