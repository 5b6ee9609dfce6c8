import { forgetSends } from '../domain/messaging/forget-sends.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Takes old sends and what the outbox captured away. */
export function forgetSendsLoop({ database, clock, onError }: WorkerParts, pauseMs = hourMs) {
  return every(
    pauseMs,
    async signal => {
      await forgetSends(database.db, clock.wall(), signal)
    },
    error => onError(error, 'message-retention'),
  )
}
