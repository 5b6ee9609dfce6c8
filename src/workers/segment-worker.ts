import { setTimeout as delay } from 'node:timers/promises'
import { segmentEvents } from '../domain/segments/follow-log.ts'
import { workSegments } from '../domain/segments/work-segments.ts'
import { tenantsBehind } from '../storage/log/consumer.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** While clients wait, a round is followed by a rest. */
const restMs = 1000

/**
 * Follows time and changed definitions: sweeps windows, computes what is stale, refreshes what is due. What happens to
 * contacts is followed by the consumers. They tell of new members in the log and cannot signal that it grew; so it is
 * looked here whether it did.
 */
export function segmentsLoop({ database, signal, onError, isPressed }: WorkerParts, pauseMs = 200) {
  const { db } = database
  const report = (error: unknown) => onError(error, 'segments')
  return every(
    pauseMs,
    async stopping => {
      const giveWay = async () => {
        if (isPressed?.()) await delay(restMs, undefined, { signal: stopping }).catch(() => {})
      }
      await giveWay()
      while (!stopping.aborted && (await workSegments(db, report))) await giveWay()
      const grown = await tenantsBehind(db, segmentEvents)
      if (grown.length > 0) signal.appended('events', grown)
    },
    report,
  )
}
