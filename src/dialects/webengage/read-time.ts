import type { Fault } from '../../kernel/domain-error.ts'
import { readLooseInstant } from '../../kernel/loose-instant.ts'

const form = 'must be a date-time, such as 2026-03-01T09:00:00+0530, or a day'
const mostAheadMs = 86_400_000

/** A time that was given, or nothing. Adds to `faults` what is none. */
export function readTime(field: string, given: string | null | undefined, faults: Fault[]): Date | undefined {
  if (given === undefined || given === null || given === '') return undefined
  const read = readLooseInstant(given)
  if (!read) faults.push({ field, message: form })
  return read
}

/** When something happened: without it, now, and at most a day ahead. Adds to `faults` what is no such time. */
export function readPastTime(
  field: string,
  given: string | null | undefined,
  now: Date,
  faults: Fault[],
): Date {
  if (given === undefined || given === null) return now
  const read = readLooseInstant(given)
  if (!read) faults.push({ field, message: form })
  else if (read.getTime() > now.getTime() + mostAheadMs)
    faults.push({ field, message: 'must not be more than a day ahead' })
  return read ?? now
}
