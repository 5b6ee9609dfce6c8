/** Counts what comes from an address of the internet in a minute, where there is no key to count by. */
export interface AddressRates {
  /** Notes one; true when it is one too many. */
  isTooMuch(address: string): boolean
}

const minute = 60_000
/** Beyond so many addresses in a minute the count begins anew: memory is bounded. */
const mostAddresses = 100_000

export function createAddressRates(mostPerMinute: number, wallMs: () => number): AddressRates {
  let began = 0
  const counts = new Map<string, number>()
  return {
    isTooMuch(address) {
      const now = wallMs()
      if (now - began >= minute || now < began || counts.size >= mostAddresses) {
        began = now
        counts.clear()
      }
      const net = networkOf(address)
      const count = (counts.get(net) ?? 0) + 1
      counts.set(net, count)
      return count > mostPerMinute
    },
  }
}

/** One who has an address of version 6 has all of a /64. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  if (tail === undefined) return before.slice(0, 4).join(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
