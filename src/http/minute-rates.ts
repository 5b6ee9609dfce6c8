/** Counts what comes under a name in a minute: of an address, or of whoever a token names. */
export interface MinuteRates {
  /** Notes one; true when it is one too many. */
  isTooMuch(name: string): boolean
}

const minute = 60_000
/** Beyond so many names in a minute the count begins anew: memory is bounded. */
const mostNames = 100_000

export function createMinuteRates(mostPerMinute: number, wallMs: () => number): MinuteRates {
  let began = 0
  const counts = new Map<string, number>()
  return {
    isTooMuch(name) {
      const now = wallMs()
      if (now - began >= minute || now < began || counts.size >= mostNames) {
        began = now
        counts.clear()
      }
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return count > mostPerMinute
    },
  }
}
