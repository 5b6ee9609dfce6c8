/**
 * Counts requests per tenant over a sliding second: the count of this second plus the part of the last one that still
 * lies within a second from now.
 */
export interface RateLimits {
  /** Notes a request and answers the rate with it, in requests per second. */
  rateWith(tenantId: string): number
  readonly isOn: boolean
}

interface Window {
  second: number
  count: number
  previous: number
}

export function createRateLimits(isOn: boolean, wallMs: () => number = Date.now): RateLimits {
  const windows = new Map<string, Window>()

  function rateWith(tenantId: string): number {
    const now = wallMs()
    const second = Math.floor(now / 1000)
    let window = windows.get(tenantId)
    if (!window) {
      window = { second, count: 0, previous: 0 }
      windows.set(tenantId, window)
    }
    if (window.second !== second) {
      window.previous = window.second === second - 1 ? window.count : 0
      window.count = 0
      window.second = second
    }
    window.count++
    return window.count + window.previous * (1 - (now - second * 1000) / 1000)
  }

  return { isOn, rateWith }
}
