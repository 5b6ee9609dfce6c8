import { v7 } from 'uuid'

const random = new Uint8Array(4096)
let used = random.length
let lastMs = 0
let counter = 0

/** A new id: UUID version 7 (RFC 9562), so that ids sort by the time they were made, also within a millisecond. */
export function newId(): string {
  if (used === random.length) {
    crypto.getRandomValues(random) // many at a time: asking the system for each id costs more than all the rest
    used = 0
  }
  const bytes = random.subarray(used, used + 16)
  used += 16
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = ((bytes[6]! << 16) | (bytes[7]! << 8) | bytes[8]!) >>> 0 // 24 bits: room to count on in the other eight
  }
  return v7({ msecs: lastMs, seq: counter++, random: bytes })
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
