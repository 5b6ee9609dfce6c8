import type { Fault } from '../../kernel/domain-error.ts'
import { readLooseInstant } from '../../kernel/loose-instant.ts'

/** A time that was given, or nothing. Adds to `faults` what is none. */
export function readTime(field: string, given: string | null | undefined, faults: Fault[]): Date | undefined {
  if (given === undefined || given === null || given === '') return undefined
  const read = readLooseInstant(given)
  if (!read)
    faults.push({ field, message: 'must be a date-time, such as 2026-03-01T09:00:00+0530, or a day' })
  return read
}
