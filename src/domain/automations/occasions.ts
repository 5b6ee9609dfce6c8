/** Entries that no single fact of a contact makes: when they come round, and what they are called. */
import type { Entry, OccasionOf } from './definition.ts'
import { dayIn, nextInRhythm, nextTimeOfDay } from './local-time.ts'

/** When an entry with a time comes round next after a moment; nothing for other entries. */
export function nextStartOf(entry: Entry, after: Date, zone: string): Date | null {
  if (entry.kind === 'date')
    return nextTimeOfDay(new Date(after.getTime() + 1), (entry as { time: string }).time, zone, undefined)
  if (entry.kind === 'businessEvent')
    return nextBatch((entry as OccasionOf<'businessEvent'>).batch, after, zone)
  return entry.kind === 'schedule' ? nextInRhythm(after, entry as never, zone) : null
}

const hoursBetween = { hour: 1, sixHours: 6, twelveHours: 12, day: 24 } as const

/** At its time of day, and so often in between. */
function nextBatch(batch: OccasionOf<'businessEvent'>['batch'], after: Date, zone: string): Date | null {
  if (!batch) return null
  const step = hoursBetween[batch.every as keyof typeof hoursBetween]
  const [hour, minute] = batch.time.split(':')
  const times = Array.from({ length: 24 / step }, (_, n) => {
    const at = (Number(hour) + n * step) % 24
    return nextTimeOfDay(
      new Date(after.getTime() + 1),
      `${String(at).padStart(2, '0')}:${minute}`,
      zone,
      undefined,
    )
  })
  return new Date(Math.min(...times.map(Number)))
}

/** Names an occasion of a time, so that it is one occasion whoever sees it come. */
export const occasionAt = (at: Date, zone: string) => `${dayIn(at, zone)} ${at.toISOString()}`
