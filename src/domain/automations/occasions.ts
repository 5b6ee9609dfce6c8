/** Entries that no single fact of a contact makes: when they come round, and what they are called. */
import type { Entry } from './definition.ts'
import { dayIn, nextInRhythm, nextTimeOfDay } from './local-time.ts'

/** When an entry with a time comes round next after a moment; nothing for other entries. */
export function nextStartOf(entry: Entry, after: Date, zone: string): Date | null {
  if (entry.kind === 'date')
    return nextTimeOfDay(new Date(after.getTime() + 1), (entry as { time: string }).time, zone, undefined)
  return entry.kind === 'schedule' ? nextInRhythm(after, entry as never, zone) : null
}

/** Names an occasion of a time, so that it is one occasion whoever sees it come. */
export const occasionAt = (at: Date, zone: string) => `${dayIn(at, zone)} ${at.toISOString()}`
