/** How many members a segment had over time: a point for each hour or day. */
import type { Db } from '../../storage/driver.ts'
import { segmentHistoryTooLong } from './errors.ts'
import { deleteSlotsBefore, selectSlots } from './history.sql.ts'
import { readCountedSegment } from './read-segments.ts'
import { dayNumber, startOfDay } from './wall-clock.ts'

export const historySteps = ['hour', 'day'] as const
export type HistoryStep = (typeof historySteps)[number]

export interface HistoryQuery {
  readonly from: Date
  readonly to: Date
  readonly step: HistoryStep
  /** In which days begin. */
  readonly zone: string
}

export interface HistoryPoint {
  /** The first moment of the hour or day. */
  readonly at: Date
  /** Members at its end, or now. */
  readonly size: number
  readonly entered: number
  /** Those whose contact was deleted included. */
  readonly left: number
}

export const mostPoints = 1000
const [hourMs, dayMs] = [3_600_000, 86_400_000]

/**
 * The points from the one in which `from` lies to the one before `to`. What came before a segment was first computed, or
 * has been forgotten, is as flat as what was never. Throws `segment-not-found`, or `segment-history-too-long`.
 */
export async function readHistory(
  db: Db,
  tenantId: string,
  segmentId: string,
  { from, to, step, zone }: HistoryQuery,
): Promise<HistoryPoint[]> {
  if ((to.getTime() - from.getTime()) / (step === 'day' ? dayMs : hourMs) > mostPoints)
    throw segmentHistoryTooLong(mostPoints)
  const segment = await readCountedSegment(db, tenantId, segmentId)
  const starts = step === 'day' ? daysFrom(from, to, zone) : hoursFrom(from, to)
  const slots = await selectSlots(db, tenantId, segment.id, starts[0] ?? to)
  let size = segment.members
  // Backwards from now: what is known for sure is how many there are.
  const take = (at: Date): HistoryPoint => {
    const point = { at, size, entered: 0, left: 0 }
    for (let slot = slots.at(-1); slot && slot.slot >= at; slot = slots.at(-1)) {
      point.entered += slot.entered
      point.left += slot.gone
      slots.pop()
    }
    size -= point.entered - point.left
    return point
  }
  take(to)
  return starts.toReversed().map(take).reverse()
}

function hoursFrom(from: Date, to: Date): Date[] {
  const first = Math.floor(from.getTime() / hourMs)
  return startsUntil(to, n => new Date((first + n) * hourMs))
}

function daysFrom(from: Date, to: Date, zone: string): Date[] {
  const first = dayNumber({ now: from, zone })
  return startsUntil(to, n => startOfDay(first + n, zone))
}

function startsUntil(to: Date, startOf: (n: number) => Date): Date[] {
  const starts: Date[] = []
  for (let n = 0, at = startOf(0); at < to; at = startOf(++n)) starts.push(at)
  return starts
}

const keptMs = 800 * dayMs

/** What is older than two years and a bit is of no chart. `wall` is the machine's time. */
export const forgetOldHistory = (db: Db, wall: Date) =>
  deleteSlotsBefore(db, new Date(wall.getTime() - keptMs))
