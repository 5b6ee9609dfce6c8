/**
 * Counts durations in buckets that are never wider than 1/64 of their value, as HdrHistogram does: exact enough for
 * percentiles, and one addition per sample.
 */
export interface Histogram {
  /** In microseconds, whole. */
  add(microseconds: number): void
  /** In milliseconds; `share` from 0 to 1. The upper end of the bucket, so never too small. */
  percentile(share: number): number
  count(): number
  /** The longest, in milliseconds, exactly. */
  longest(): number
  clear(): void
}

export function createHistogram(): Histogram {
  const buckets = new Uint32Array(25 * 64 + 64)
  let total = 0
  let longest = 0

  return {
    add(microseconds) {
      const value = Math.max(0, Math.min(microseconds, 2 ** 31 - 1)) | 0
      const shift = Math.max(0, 25 - Math.clz32(value))
      buckets[shift * 64 + (value >> shift)]! += 1
      total++
      if (microseconds > longest) longest = microseconds
    },
    percentile(share) {
      let left = Math.ceil(total * share)
      for (let index = 0; index < buckets.length; index++) {
        left -= buckets[index]!
        if (left <= 0 && total > 0) return upperEnd(index) / 1000
      }
      return 0
    },
    count: () => total,
    longest: () => longest / 1000,
    clear() {
      buckets.fill(0)
      total = 0
      longest = 0
    },
  }
}

function upperEnd(index: number): number {
  const shift = Math.max(0, Math.floor(index / 64) - 1)
  return (index - shift * 64 + 1) * 2 ** shift - 1
}
