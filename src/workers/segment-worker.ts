import { setTimeout as delay } from 'node:timers/promises'
import { workSegments } from '../domain/segments/work-segments.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** While clients wait, a round is followed by a rest. */
const restMs = 1000

/**
 * Follows time and changed definitions: sweeps windows, computes what is stale, refreshes what is due. What happens to
 * contacts is followed by the consumers.
 */
export function segmentsLoop({ database, signal, onError, isPressed }: WorkerParts, pauseMs = 200) {
  const { db } = database
  const report = (error: unknown) => onError(error, 'segments')
  const tell = (tenantId: string) => signal.appended('events', [tenantId])
  return every(
    pauseMs,
    async stopping => {
      const giveWay = async () => {
        if (isPressed?.()) await delay(restMs, undefined, { signal: stopping }).catch(() => {})
      }
      await giveWay()
      while (!stopping.aborted && (await workSegments(db, report, tell))) await giveWay()
    },
    report,
    signal,
  )
}
