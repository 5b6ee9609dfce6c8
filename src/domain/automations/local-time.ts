/**
 * Times on clocks on walls. Days, weeks and longer are added in a zone, so that the time of day stays what it was when
 * the clocks change; a time that is left out in spring is as much later as the clocks were put forward, and of one that
 * comes twice in autumn the first is meant.
 */
import { Temporal } from 'temporal-polyfill'
import { addDuration } from '../../kernel/duration.ts'
import { isDate, readInstant } from '../../kernel/instant.ts'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { weekdays } from './definition-parts.ts'

const inZone = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
const toDate = (zoned: Temporal.ZonedDateTime) => new Date(zoned.epochMilliseconds)

/** The first moment from `at` on at which it is this time there, on one of these days. */
export function nextTimeOfDay(
  at: Date,
  time: string,
  zone: string,
  days: readonly string[] | undefined,
): Date {
  const plainTime = Temporal.PlainTime.from(time)
  let day = inZone(at, zone).toPlainDate()
  for (;;) {
    const candidate = toDate(day.toZonedDateTime({ timeZone: zone, plainTime }))
    if (candidate >= at && (!days || days.includes(weekdays[day.dayOfWeek - 1]!))) return candidate
    day = day.add({ days: 1 })
  }
}

export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** When the quiet hours in which a moment lies are over, or nothing. From 21:00 to 08:00 goes through midnight. */
export function endOfQuiet(at: Date, { from, to }: QuietHours, zone: string): Date | undefined {
  const time = inZone(at, zone).toPlainTime().toString().slice(0, 5)
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to
  return isQuiet ? nextTimeOfDay(at, to, zone, undefined) : undefined
}

/** Whether a moment lies in a slot there. 24:00 is the end of the day. */
export function isInSlot(
  at: Date,
  { from, to, weekdays: days }: { from: string; to: string; weekdays?: readonly string[] | undefined },
  zone: string,
): boolean {
  const zoned = inZone(at, zone)
  const time = zoned.toPlainTime().toString().slice(0, 5)
  return time >= from && time < to && (!days || days.includes(weekdays[zoned.dayOfWeek - 1]!))
}

/** A date, or a time in UTC, so much later; nothing when the text is neither. */
export function shiftText(text: string, duration: string): string | undefined {
  if (isDate(text)) return Temporal.PlainDate.from(text).add(Temporal.Duration.from(duration)).toString()
  const at = readInstant(text, 'offset-optional')
  return at && addDuration(at, duration, 'UTC').toISOString()
}

const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, halfYear: 6, year: 12 }

/** When the period of a calendar began in which a moment lies. Weeks begin on Monday. */
export function startOfPeriod(at: Date, period: string, zone: string): Date {
  const day = inZone(at, zone).toPlainDate()
  const count = months[period]
  const first =
    count !== undefined
      ? day.with({ day: 1, month: day.month - ((day.month - 1) % count) })
      : day.subtract({ days: period === 'week' ? day.dayOfWeek - 1 : 0 })
  return toDate(first.toZonedDateTime(zone))
}

const rolling: Readonly<Record<string, string>> = {
  day: '-P1D',
  week: '-P1W',
  month: '-P1M',
  quarter: '-P3M',
  halfYear: '-P6M',
  year: '-P1Y',
}

/** A period before a moment. */
export const periodBefore = (at: Date, period: string, zone: string) =>
  addDuration(at, rolling[period]!, zone)

/** The day there, as 2026-02-28. */
export const dayIn = (at: Date, zone: string) => inZone(at, zone).toPlainDate().toString()

export interface Rhythm {
  readonly time: string
  readonly every: 'day' | 'week' | 'month'
  readonly weekdays?: readonly string[]
  readonly dayOfMonth?: number
}

/** The next moment after `at` at which a rhythm comes round. The 31st of a shorter month is its last day. */
export function nextInRhythm(at: Date, rhythm: Rhythm, zone: string): Date {
  const after = new Date(at.getTime() + 1)
  if (rhythm.every === 'day') return nextTimeOfDay(after, rhythm.time, zone, rhythm.weekdays)
  if (rhythm.every === 'week')
    return nextTimeOfDay(after, rhythm.time, zone, rhythm.weekdays ?? [weekdays[0]])
  const plainTime = Temporal.PlainTime.from(rhythm.time)
  let month = inZone(after, zone).toPlainDate().with({ day: 1 })
  for (;;) {
    const day = month.with({ day: Math.min(rhythm.dayOfMonth ?? 1, month.daysInMonth) })
    const candidate = toDate(day.toZonedDateTime({ timeZone: zone, plainTime }))
    if (candidate >= after) return candidate
    month = month.add({ months: 1 })
  }
}

/**
 * The month and day of the dates whose anniversary a day is, as 03-01: on the 1st of March of a common year also those
 * of the 29th of February.
 */
export function anniversariesOn(day: string): string[] {
  const date = Temporal.PlainDate.from(day)
  const own = day.slice(5)
  return own === '03-01' && !date.inLeapYear ? [own, '02-29'] : [own]
}

/** A day so many days later. */
export const shiftDay = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString()

/** The first moment of a day there, at a time. */
export const momentOf = (day: string, time: string, zone: string) =>
  toDate(
    Temporal.PlainDate.from(day).toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from(time),
    }),
  )

/** The zone that a step means. */
export function zoneOf(
  spec: string | undefined,
  tenantZone: string,
  contact: Readonly<Record<string, unknown>> | undefined,
): string {
  if (spec === undefined || spec === 'tenant') return tenantZone
  if (spec !== 'contact') return isTimeZone(spec) ? spec : tenantZone
  const own = (name: string) => (contact && Object.hasOwn(contact, name) ? contact[name] : undefined)
  return ['timeZone', 'tzName'].map(own).find(isTimeZone) ?? zoneOfOffset(own('tzOffset')) ?? tenantZone
}

/** In minutes from UTC. */
function zoneOfOffset(offset: unknown): string | undefined {
  if (!Number.isInteger(offset) || Math.abs(Number(offset)) >= 1440) return undefined
  const minutes = Math.abs(Number(offset))
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map(n => String(n).padStart(2, '0'))
  return `${Number(offset) < 0 ? '-' : '+'}${hour}:${minute}`
}
