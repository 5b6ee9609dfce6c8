import { forgetDeliveries } from '../domain/webhooks/forget-deliveries.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Takes old deliveries away. */
export function forgetDeliveriesLoop({ database, clock, onError }: WorkerParts, pauseMs = hourMs) {
  return every(
    pauseMs,
    async signal => {
      await forgetDeliveries(database.db, clock.wall(), signal)
    },
    error => onError(error, 'webhook-retention'),
  )
}
