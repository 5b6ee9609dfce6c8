/**
 * Counts requests per tenant over the last second, in slices of a tenth. Requests over the limit are not counted: who
 * waits a second after a refusal is let in, and who does not still gets as many answers as the limit says.
 */
export interface RateLimits {
  /** Notes a request, unless it is one too many, and answers the rate with it, in requests per second. */
  rateWith(tenantId: string, limit: number): number
  readonly isOn: boolean
}

const slicesPerSecond = 10

interface Window {
  slice: number
  /** Requests by slice, the slice's number modulo its length. */
  readonly counts: number[]
}

export function createRateLimits(isOn: boolean, wallMs: () => number = Date.now): RateLimits {
  const windows = new Map<string, Window>()

  function windowAt(tenantId: string, slice: number): Window {
    let window = windows.get(tenantId)
    if (!window) {
      window = { slice, counts: new Array(slicesPerSecond).fill(0) }
      windows.set(tenantId, window)
    }
    const firstNew = Math.max(window.slice, slice - slicesPerSecond) + 1
    for (let begun = firstNew; begun <= slice; begun++) window.counts[begun % slicesPerSecond] = 0
    window.slice = slice
    return window
  }

  function rateWith(tenantId: string, limit: number): number {
    const slice = Math.floor((wallMs() * slicesPerSecond) / 1000)
    const { counts } = windowAt(tenantId, slice)
    const rate = counts.reduce((sum, count) => sum + count, 1)
    if (rate <= limit) counts[slice % slicesPerSecond]!++
    return rate
  }

  return { isOn, rateWith }
}
