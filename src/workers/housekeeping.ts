import { sweepSnapshots } from '../domain/accounts/sweep-snapshots.ts'
import { sweepAttachments } from '../domain/attachments/sweep-attachments.ts'
import { forgetRejected } from '../domain/interactions/forget-rejected.ts'
import { sweepArchives } from '../domain/interactions/keep-bodies.ts'
import { sweepSessions } from '../domain/people/sign-in.ts'
import { forgetOldHistory } from '../domain/segments/history.ts'
import { forgetUploads } from '../domain/uploads/forget-uploads.ts'
import { forgetOldReplies } from '../http/idempotency.ts'
import { ensurePartitions, renewStatistics, tidy } from '../storage/upkeep.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const minuteMs = 60_000

/** What has to be done now and then: next month's partitions, old answers and sessions, lost archives, snapshots and files. */
export function housekeepingLoop({ database, blobs, clock, onError }: WorkerParts, pauseMs = 60 * minuteMs) {
  return every(
    pauseMs,
    async () => {
      await ensurePartitions(database.db)
      await forgetOldReplies(database.db)
      await sweepSessions(database.db, clock.wall())
      await sweepArchives(database.db, blobs, clock.wall())
      await forgetRejected(database.db, clock.wall())
      await sweepSnapshots(database.db, blobs, clock.wall())
      await forgetOldHistory(database.db, clock.wall())
      await sweepAttachments(database.db, blobs, clock.wall())
      await forgetUploads(database.db, blobs, clock.wall())
    },
    error => onError(error, 'housekeeping'),
  )
}

/** Statistics of tables that grow. */
export function statisticsLoop({ database, onError }: WorkerParts, pauseMs = 5000) {
  return every(
    pauseMs,
    () => renewStatistics(database.db),
    error => onError(error, 'statistics'),
  )
}

/** Garbage and statistics of the embedded database. */
export function tidyLoop({ database, onError }: WorkerParts, pauseMs = minuteMs) {
  return every(
    pauseMs,
    async () => {
      await tidy(database.pool)
    },
    error => onError(error, 'tidy'),
  )
}
