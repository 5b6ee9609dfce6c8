/** Counts what tenants do in a minute of the calendar, place by place. A refused one counts no further. */
export interface MinuteLimits {
  /** Notes one, unless it is one too many. With limits switched off it counts all the same, and none is too many. */
  take(tenantId: string, place: string, limit: number): MinuteCount
  /** Notes so many that came of one that was let in: they are not refused, and may go beyond the limit. */
  add(tenantId: string, place: string, count: number): void
}

export interface MinuteCount {
  readonly isFull: boolean
  /** How many more there may be in this minute. */
  readonly left: number
  /** Until the next minute begins, rounded up. */
  readonly secondsLeft: number
}

const minute = 60_000

export function createMinuteLimits(isOn: boolean, wallMs: () => number = Date.now): MinuteLimits {
  let current = 0
  let counts = new Map<string, number>()

  /** Answers how many milliseconds are left of the minute. */
  function turn(): number {
    const now = wallMs()
    const began = now - (now % minute)
    if (began !== current) {
      current = began
      counts = new Map()
    }
    return began + minute - now
  }

  return {
    add(tenantId, place, count) {
      turn()
      const name = `${tenantId} ${place}`
      if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count)
    },

    take(tenantId, place, limit) {
      const msLeft = turn()
      const name = `${tenantId} ${place}`
      const count = counts.get(name) ?? 0
      const isFull = count >= limit
      if (!isFull) counts.set(name, count + 1)
      return {
        isFull: isFull && isOn,
        left: Math.max(0, limit - count - 1),
        secondsLeft: Math.ceil(msLeft / 1000),
      }
    },
  }
}
