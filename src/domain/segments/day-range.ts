/** The days and moments that a relative comparison is about. */
import type { RelativeComparison } from './comparison.ts'
import { dayNumber, type Present } from './wall-clock.ts'
import { ago, type Bounds, type Duration, wallAgo } from './window.ts'

export type Days =
  /** `YYYY-MM-DD`, both included. */
  | { readonly first: string; readonly last: string }
  /** `MM-DD`. */
  | { readonly everyYear: readonly string[] }

const dayMs = 86_400_000
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** Where a comparison of moments begins and ends, in how far behind now each is; ahead of it when the amount is negative. */
export function endsOf({ is, duration }: { is: string; duration: Duration }): [Duration, Duration] {
  const now: Duration = { amount: 0, unit: 'minutes' }
  return is === 'withinLast' ? [duration, now] : [now, { ...duration, amount: -duration.amount }]
}

/** Of one of minutes or hours. */
export function momentsOf(comparison: { is: string; duration: Duration }, present: Present): Bounds {
  const [from, to] = endsOf(comparison)
  return { after: ago(present, from), upTo: ago(present, to) }
}

/** Of all others, on the day that it is now in the tenant's zone. */
export function daysOf(comparison: RelativeComparison, present: Present): Days {
  const today = new Date(dayNumber(present) * dayMs)
  switch (comparison.is) {
    case 'withinLast':
      return { first: dayOf(wallAgo(today, comparison.duration)), last: dayOf(today) }
    case 'withinNext':
      return { first: dayOf(today), last: dayOf(ahead(today, comparison.duration)) }
    case 'anniversaryWithinLast':
      return {
        everyYear: anniversaries(new Date(today.getTime() - comparison.days * dayMs), comparison.days),
      }
    case 'anniversaryWithinNext':
      return { everyYear: anniversaries(today, comparison.days) }
  }
}

function anniversaries(first: Date, days: number): string[] {
  const range = Array.from({ length: days + 1 }, (_, index) => new Date(first.getTime() + index * dayMs))
  const found = range.map(day => dayOf(day).slice(5))
  const standsIn = range.some(day => dayOf(day).endsWith('-03-01') && !isLeap(day.getUTCFullYear()))
  return [...new Set(standsIn ? [...found, '02-29'] : found)]
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

const lastDay = Date.parse('9999-12-31T00:00:00Z')

function ahead(today: Date, { amount, unit }: Duration): Date {
  const moved = new Date(today)
  if (unit === 'days' || unit === 'weeks')
    moved.setUTCDate(moved.getUTCDate() + amount * (unit === 'weeks' ? 7 : 1))
  else {
    moved.setUTCDate(1)
    moved.setUTCMonth(moved.getUTCMonth() + amount * (unit === 'years' ? 12 : 1))
    const end = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
    moved.setUTCDate(Math.min(today.getUTCDate(), end))
  }
  return new Date(Math.min(moved.getTime(), lastDay))
}
