/**
 * Points in time as clients of ISO 8601 write them in practice: the offset with or without a colon or not at all, which
 * means UTC; seconds and their fractions or none; a blank for the T; a day alone, which is its first moment in UTC.
 */
import { readInstant } from './instant.ts'

const form = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})? ?(?:([Zz])|([+-]\d\d):?(\d\d))?)?$/
const longest = 40

export function readLooseInstant(text: string): Date | undefined {
  const parts = text.length <= longest ? form.exec(text) : null
  if (!parts) return undefined
  const [, day, minutes = '00:00', seconds = ':00', fraction = '', , hours, minute] = parts
  const offset = hours === undefined ? 'Z' : `${hours}:${minute}`
  return readInstant(`${day}T${minutes}${seconds}${fraction}${offset}`, 'offset-required')
}

/** Whether it is a time and not a day alone. */
export function isLooseDateTime(text: string): boolean {
  return text.length > 10 && text.length <= longest && readLooseInstant(text) !== undefined
}

/** `2013-01-26T07:31:00+0000`. */
export function toNumericOffset(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}+0000`
}
