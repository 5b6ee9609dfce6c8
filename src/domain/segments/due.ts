/** When a segment has to be looked at although nothing happened. */
import type { Reads } from './reads.ts'
import type { Refresh } from './segment.ts'
import { dayNumber, fromWall, type Present, startOfDay, toWall } from './wall-clock.ts'
import { ago } from './window.ts'

const [shortestMs, longestMs] = [1000, 30_000]

/**
 * The next sweep of a live one after a time: a thousandth of its shortest window later, within a second and half a minute
 * (the latter where attributes pass by, for which all contacts are read);
 * at midnight when it asks for days. Null when time alone changes nothing.
 */
export function nextSweep({ moving, isDaily }: Reads, present: Present): Date | null {
  const { now, zone } = present
  const lengths = moving.flatMap(({ behind, of }) =>
    behind && of !== 'attribute' ? now.getTime() - ago(present, behind).getTime() : [],
  )
  const pace = Math.min(Math.max(Math.min(...lengths) / 1000, shortestMs), longestMs)
  const times = [
    ...(moving.length > 0 ? [now.getTime() + pace] : []),
    ...(isDaily ? [startOfDay(dayNumber(present) + 1, zone).getTime()] : []),
  ]
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

export const isTimed = ({ moving, isDaily }: Reads) => moving.length > 0 || isDaily

/** The next refresh: at midnight of the next day, Monday or first of the month. */
export function nextRefresh(refresh: Refresh, present: Present): Date {
  const { zone } = present
  const today = dayNumber(present)
  if (refresh === 'daily') return startOfDay(today + 1, zone)
  // 1 January 1970 was a Thursday.
  if (refresh === 'weekly') return startOfDay(today + 7 - ((today + 3) % 7), zone)
  const wall = toWall(present)
  return fromWall(new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1)), zone)
}
