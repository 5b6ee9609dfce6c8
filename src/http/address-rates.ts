import { networkOf } from '../kernel/network-of.ts'
import { createMinuteRates, type MinuteRates } from './minute-rates.ts'

/** Counts what comes from an address of the internet in a minute, where there is no key to count by. */
export function createAddressRates(mostPerMinute: number, wallMs: () => number): MinuteRates {
  const rates = createMinuteRates(mostPerMinute, wallMs)
  return { isTooMuch: address => rates.isTooMuch(networkOf(address)) }
}
