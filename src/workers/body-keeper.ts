import { eraseBodies, moveBodies } from '../domain/interactions/keep-bodies.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** Moves bodies as received to blob storage when there are enough of them, and erases those of deleted interactions. */
export function keepBodiesLoop({ database, blobs, clock, onError }: WorkerParts, pauseMs = 5000) {
  return every(
    pauseMs,
    async signal => {
      while (!signal.aborted && (await moveBodies(database.db, blobs, clock.wall())) > 0);
      await eraseBodies(database.db, blobs)
    },
    error => onError(error, 'body-keeper'),
  )
}
