import type { Answer } from '../../api/ask.ts'
import { tenantNow } from '../../live/tenant-clock.ts'

export interface Day {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly accepted: number
  readonly rejected: number
}

const dayMs = 86_400_000
const span = 30

/** The sums of all schemas for each of the last thirty days, the oldest first. */
export function byDay(counters: readonly Answer<'getSchemaCounters'>[]): readonly Day[] {
  const sums = new Map<string, Day>()
  for (const { day, accepted, rejected } of counters.flatMap(({ days }) => days)) {
    const before = sums.get(day) ?? { day, accepted: 0, rejected: 0 }
    sums.set(day, { day, accepted: before.accepted + accepted, rejected: before.rejected + rejected })
  }
  const today = tenantNow().getTime()
  return Array.from({ length: span }, (_, index) => {
    const day = new Date(today - (span - 1 - index) * dayMs).toISOString().slice(0, 10)
    return sums.get(day) ?? { day, accepted: 0, rejected: 0 }
  })
}
