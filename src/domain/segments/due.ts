/** When a segment has to be looked at although nothing happened. */
import type { Reads } from './reads.ts'
import type { Refresh } from './segment.ts'
import { ago } from './window.ts'

const dayMs = 86_400_000
const [shortestMs, longestMs] = [1000, 30_000]

/**
 * The next sweep of a live one after a time: a thousandth of its shortest window later, within a second and half a minute;
 * at midnight (UTC) when it asks for days. Null when time alone changes nothing.
 */
export function nextSweep({ moving, isDaily }: Reads, now: Date): Date | null {
  const lengths = moving.flatMap(({ behind }) => (behind ? now.getTime() - ago(now, behind).getTime() : []))
  const pace = Math.min(Math.max(Math.min(...lengths) / 1000, shortestMs), longestMs)
  const times = [
    ...(moving.length > 0 ? [now.getTime() + pace] : []),
    ...(isDaily ? [(dayNumber(now) + 1) * dayMs] : []),
  ]
  return times.length > 0 ? new Date(Math.min(...times)) : null
}

export const isTimed = ({ moving, isDaily }: Reads) => moving.length > 0 || isDaily

export const dayNumber = (at: Date) => Math.floor(at.getTime() / dayMs)

/** The next refresh: at midnight (UTC) of the next day, Monday or first of the month. */
export function nextRefresh(refresh: Refresh, now: Date): Date {
  const today = dayNumber(now)
  if (refresh === 'daily') return new Date((today + 1) * dayMs)
  // 1 January 1970 was a Thursday.
  if (refresh === 'weekly') return new Date((today + 7 - ((today + 3) % 7)) * dayMs)
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
}
