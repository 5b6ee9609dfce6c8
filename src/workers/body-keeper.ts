import { eraseBodies, moveBodies } from '../domain/interactions/keep-bodies.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** Moves bodies as received to blob storage when there are enough of them, and erases those of deleted interactions. */
export function keepBodiesLoop({ database, blobs, clock, onError }: WorkerParts) {
  return every(
    5000,
    async () => {
      await moveBodies(database.db, blobs, clock.wall())
      await eraseBodies(database.db, blobs)
    },
    error => onError(error, 'body-keeper'),
  )
}
