import { networkOf } from '../kernel/network-of.ts'

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
