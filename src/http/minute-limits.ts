/** Counts what tenants do in a minute of the calendar, place by place. A refused one counts no further. */
export interface MinuteLimits {
  /** Notes one, unless it is one too many. With limits switched off it counts all the same, and none is too many. */
  take(tenantId: string, place: string, limit: number): MinuteCount
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

  return {
    take(tenantId, place, limit) {
      const now = wallMs()
      const began = now - (now % minute)
      if (began !== current) {
        current = began
        counts = new Map()
      }
      const name = `${tenantId} ${place}`
      const count = counts.get(name) ?? 0
      const isFull = count >= limit
      if (!isFull) counts.set(name, count + 1)
      return {
        isFull: isFull && isOn,
        left: Math.max(0, limit - count - 1),
        secondsLeft: Math.ceil((began + minute - now) / 1000),
      }
    },
  }
}
