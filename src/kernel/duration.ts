/**
 * Lengths of time as ISO 8601 writes them. Days and longer are those of the calendar in a zone: the time of day stays
 * what it was when the clocks change.
 */
import { Temporal } from 'temporal-polyfill'

/** Without a sign. */
export const durationForm =
  '^P(?=\\d|T\\d)(\\d{1,2}Y)?(\\d{1,3}M)?(\\d{1,3}W)?(\\d{1,4}D)?(T(?=\\d)(\\d{1,5}H)?(\\d{1,6}M)?(\\d{1,8}S)?)?$'

const form = new RegExp(durationForm)
const longest = 40
const isShort = /^-?PT/

export const isDuration = (text: string): boolean => text.length <= longest && form.test(text)

/** Whether a duration is as long as `least` at least and as `most` at most, in a year without a 29th of February. */
export function isBetween(duration: string, least: string, most: string): boolean {
  const relativeTo = Temporal.PlainDate.from('2025-01-01')
  const compare = (one: string, other: string) => Temporal.Duration.compare(one, other, { relativeTo })
  return compare(duration, least) >= 0 && compare(duration, most) <= 0
}

/** `at` and so much later, or earlier when the duration has a minus in front. */
export function addDuration(at: Date, duration: string, zone: string): Date {
  const length = Temporal.Duration.from(duration)
  if (isShort.test(duration)) return new Date(at.getTime() + length.total('milliseconds'))
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
  return new Date(zoned.add(length).epochMilliseconds)
}
