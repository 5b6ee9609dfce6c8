import { v7 } from 'uuid'

/** A new id: UUID version 7 (RFC 9562), so that ids sort by the time they were made, also within a millisecond. */
export function newId(): string {
  return v7()
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for the canonical hyphenated form in any letter case, whatever the version. */
export function isUuid(text: string): boolean {
  return text.length === 36 && uuidForm.test(text)
}

/** The smallest id that can have been made at or after the given time, as a bound for a range of ids. */
export function lowestIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
