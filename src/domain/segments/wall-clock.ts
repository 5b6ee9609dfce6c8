/**
 * What a clock on a wall of a time zone shows, kept in a Date as if it were UTC, so that days and months can be
 * counted on it. Neither way runs backwards while time goes on: an hour that comes twice in autumn is shown once and
 * then stands at its end, and an hour that is left out in spring is the moment at which the clocks are put forward.
 */
import { Temporal } from 'temporal-polyfill'
import { isTimeZone } from '../../kernel/time-zone.ts'

/** A moment, and the zone in which its days begin. */
export interface Present {
  readonly now: Date
  readonly zone: string
}

const utc = 'UTC'

/** Of what a tenant's settings have. */
export const zoneOf = (setting: unknown): string => (isTimeZone(setting) ? setting : utc)

const inZone = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
const msOf = (shown: Temporal.PlainDateTime) => shown.toZonedDateTime(utc).epochMilliseconds

export function toWall({ now, zone }: Present): Date {
  if (zone === utc) return now
  const shown = inZone(now.getTime(), zone).toPlainDateTime()
  const first = shown.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const sinceFirst = now.getTime() - first.epochMilliseconds
  if (sinceFirst === 0) return new Date(msOf(shown))
  const putBack = inZone(now.getTime() + 1, zone).getTimeZoneTransition('previous')!
  return new Date(msOf(putBack.toPlainDateTime()) + sinceFirst)
}

export function fromWall(wall: Date, zone: string): Date {
  if (zone === utc) return wall
  const shown = inZone(wall.getTime(), utc).toPlainDateTime()
  const zoned = shown.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const isLeftOut = !zoned.toPlainDateTime().equals(shown)
  const at = isLeftOut ? zoned.getTimeZoneTransition('next')! : zoned
  return new Date(at.epochMilliseconds)
}

const dayMs = 86_400_000

/** Days since 1 January 1970, as the calendar on the wall has them. */
export const dayNumber = (present: Present) => Math.floor(toWall(present).getTime() / dayMs)

/** The first moment of a day. */
export const startOfDay = (day: number, zone: string) => fromWall(new Date(day * dayMs), zone)
