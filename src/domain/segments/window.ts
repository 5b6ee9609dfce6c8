/**
 * A window: a stretch of time that a fact must lie in. A relative one moves with the tenant's clock, to the millisecond.
 * Minutes and hours are lengths of time; days and longer are those of the calendar in the tenant's zone, so that a day
 * ago it was the same time of day.
 */
import { readInstant } from '../../kernel/instant.ts'
import { visitCountsHours } from '../contacts/visit.ts'
import { blame, fieldAt, hasField, hasOnly, type Place, readOneOf, readWholeNumber } from './rule-input.ts'
import { fromWall, type Present, toWall } from './wall-clock.ts'

export const units = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const
export type Unit = (typeof units)[number]

export interface Duration {
  readonly amount: number
  readonly unit: Unit
}

export type Window =
  /** From so long ago until now. A minute ahead counts as now: the clocks of machines differ. */
  | { readonly last: Duration }
  /** So long ago or earlier. With `last`, which is longer: from so long ago until so long ago. */
  | { readonly last?: Duration; readonly beforeLast: Duration }
  /** From a moment on, and before another; each may be left out. */
  | { readonly from?: string; readonly to?: string }

/** After the one moment and up to the other, both to the millisecond. */
export interface Bounds {
  readonly after?: Date
  readonly upTo?: Date
}

/** So long the visit of a contact counts. */
export const visitCounts: Duration = { amount: visitCountsHours, unit: 'hours' }

const mostOf = { minutes: 1_000_000, hours: 1_000_000, days: 36_500, weeks: 5_200, months: 1_200, years: 100 }
const lengths = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 7 * 86_400_000 }

export function readDuration(place: Place, allowed: readonly Unit[] = units): Duration {
  if (!hasOnly(place, ['amount', 'unit'])) return { amount: 1, unit: 'days' }
  const unit = readOneOf(fieldAt(place, 'unit'), allowed)
  return { amount: readWholeNumber(fieldAt(place, 'amount'), 1, mostOf[unit]), unit }
}

export function readWindow(place: Place): Window {
  if (!hasOnly(place, ['last', 'beforeLast', 'from', 'to'])) return {}
  const names = ['last', 'beforeLast', 'from', 'to'].filter(name => hasField(place, name))
  const isRelative = names.every(name => name === 'last' || name === 'beforeLast')
  if (names.length === 0 || (!isRelative && names.some(name => name === 'last' || name === 'beforeLast'))) {
    blame(place, 'must have last, or beforeLast, or both, or from and to')
    return {}
  }
  if (isRelative) return readRelative(place, names)
  const [from, to] = [readMoment(fieldAt(place, 'from')), readMoment(fieldAt(place, 'to'))]
  if (from !== undefined && to !== undefined && from >= to) blame(place, 'must begin before it ends')
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function readRelative(place: Place, names: readonly string[]): Window {
  const read = (name: string) => (names.includes(name) ? readDuration(fieldAt(place, name)) : undefined)
  const [last, beforeLast] = [read('last'), read('beforeLast')]
  if (!beforeLast) return { last: last! }
  if (!last) return { beforeLast }
  const someDay = { now: new Date('2024-06-30T00:00:00Z'), zone: 'UTC' }
  if (ago(someDay, last) >= ago(someDay, beforeLast)) blame(place, 'must begin before it ends')
  return { last, beforeLast }
}

function readMoment(place: Place): string | undefined {
  if (place.value === undefined) return undefined
  const { value } = place
  const instant =
    typeof value === 'string' && value.length <= 40 ? readInstant(value, 'offset-required') : undefined
  if (!instant) blame(place, 'must be a date-time, such as 2024-01-31T10:00:00Z')
  return instant?.toISOString()
}

/** The bounds at a time. Nothing given: no bounds. */
export function boundsOf(window: Window | undefined, present: Present): Bounds {
  if (window === undefined) return {}
  if ('beforeLast' in window)
    return {
      ...(window.last && { after: ago(present, window.last) }),
      upTo: ago(present, window.beforeLast),
    }
  if ('last' in window) return { after: ago(present, window.last), upTo: aboutNow(present.now) }
  const { from, to } = window as { from?: string; to?: string }
  return {
    ...(from !== undefined && { after: new Date(Date.parse(from) - 1) }),
    ...(to !== undefined && { upTo: new Date(Date.parse(to) - 1) }),
  }
}

/** How far behind now its moving bounds are: nothing for one that stands still, null for about now itself. */
export function movingBounds(window: Window | undefined): (Duration | null)[] {
  if (window === undefined) return []
  if ('beforeLast' in window) return [...(window.last ? [window.last] : []), window.beforeLast]
  return 'last' in window ? [window.last, null] : []
}

/** The end of what counts as now. */
export const aboutNow = (now: Date) => new Date(now.getTime() + 60_000)

const earliest = new Date('0001-01-01T00:00:00Z')

/**
 * The moment so long ago. Never runs backwards: where a month is too short for the day, it stands at the end of that
 * month until the month is over.
 */
export function ago(present: Present, duration: Duration): Date {
  const { amount, unit } = duration
  const moment =
    unit === 'minutes' || unit === 'hours'
      ? new Date(present.now.getTime() - amount * lengths[unit])
      : fromWall(wallAgo(toWall(present), duration), present.zone)
  return new Date(Math.max(moment.getTime(), earliest.getTime()))
}

/** The same of what a clock on a wall shows. */
export function wallAgo(wall: Date, { amount, unit }: Duration): Date {
  if (unit !== 'months' && unit !== 'years')
    return new Date(Math.max(wall.getTime() - amount * lengths[unit], earliest.getTime()))
  const moved = new Date(wall)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() - amount * (unit === 'years' ? 12 : 1))
  const end = new Date(moved)
  end.setUTCMonth(end.getUTCMonth() + 1)
  end.setUTCHours(0, 0, 0, -1)
  moved.setUTCDate(wall.getUTCDate())
  return new Date(Math.max(Math.min(moved.getTime(), end.getTime()), earliest.getTime()))
}
