/**
 * A window: a stretch of time that a fact must lie in. A relative one moves with the tenant's clock, to the millisecond;
 * months and years are those of the calendar in UTC.
 */
import { readInstant } from '../../kernel/instant.ts'
import { blame, fieldAt, hasField, hasOnly, type Place, readOneOf, readWholeNumber } from './rule-input.ts'

export const units = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const
export type Unit = (typeof units)[number]

export interface Duration {
  readonly amount: number
  readonly unit: Unit
}

export type Window =
  /** From so long ago until now. A minute ahead counts as now: the clocks of machines differ. */
  | { readonly last: Duration }
  /** So long ago or earlier. */
  | { readonly beforeLast: Duration }
  /** From a moment on, and before another; each may be left out. */
  | { readonly from?: string; readonly to?: string }

/** After the one moment and up to the other, both to the millisecond. */
export interface Bounds {
  readonly after?: Date
  readonly upTo?: Date
}

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
  if (names.length === 1 && names[0] === 'last') return { last: readDuration(fieldAt(place, 'last')) }
  if (names.length === 1 && names[0] === 'beforeLast')
    return { beforeLast: readDuration(fieldAt(place, 'beforeLast')) }
  if (names.length === 0 || names.includes('last') || names.includes('beforeLast')) {
    blame(place, 'must have last, or beforeLast, or from and to')
    return {}
  }
  const [from, to] = [readMoment(fieldAt(place, 'from')), readMoment(fieldAt(place, 'to'))]
  if (from !== undefined && to !== undefined && from >= to) blame(place, 'must begin before it ends')
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
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
export function boundsOf(window: Window | undefined, now: Date): Bounds {
  if (window === undefined) return {}
  if ('last' in window) return { after: ago(now, window.last), upTo: aboutNow(now) }
  if ('beforeLast' in window) return { upTo: ago(now, window.beforeLast) }
  const { from, to } = window as { from?: string; to?: string }
  return {
    ...(from !== undefined && { after: new Date(Date.parse(from) - 1) }),
    ...(to !== undefined && { upTo: new Date(Date.parse(to) - 1) }),
  }
}

/** How far behind now its moving bounds are: nothing for one that stands still, null for about now itself. */
export function movingBounds(window: Window | undefined): (Duration | null)[] {
  if (window === undefined) return []
  if ('last' in window) return [window.last, null]
  return 'beforeLast' in window ? [window.beforeLast] : []
}

/** The end of what counts as now. */
export const aboutNow = (now: Date) => new Date(now.getTime() + 60_000)

const earliest = new Date('0001-01-01T00:00:00Z')

/**
 * The moment so long ago. Never runs backwards: where a month is too short for the day, it stands at the end of that
 * month until the month is over.
 */
export function ago(now: Date, { amount, unit }: Duration): Date {
  if (unit !== 'months' && unit !== 'years')
    return new Date(Math.max(now.getTime() - amount * lengths[unit], earliest.getTime()))
  const moved = new Date(now)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() - amount * (unit === 'years' ? 12 : 1))
  const end = new Date(moved)
  end.setUTCMonth(end.getUTCMonth() + 1)
  end.setUTCHours(0, 0, 0, -1)
  moved.setUTCDate(now.getUTCDate())
  return new Date(Math.max(Math.min(moved.getTime(), end.getTime()), earliest.getTime()))
}
