/**
 * Finds the addresses of names by asking DNS. The system's own look-up (`dns.lookup`) has two at a time for the whole
 * process, and each may take tens of seconds: a few names whose servers are silent would hold up all others. Questions
 * to DNS wait for nobody. The price is that the hosts file and search domains of the machine do not count.
 */
import type { LookupAddress } from 'node:dns'
import { Resolver } from 'node:dns/promises'

export type Resolve = (
  host: string,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/** For the first answer; a question that is repeated waits longer. */
const timeoutMs = 3000

/** `servers`, each an address and perhaps a port, instead of the machine's own. */
export function nameResolver(servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 })
  if (servers) resolver.setServers(servers)

  async function addressesOf(host: string): Promise<LookupAddress[]> {
    if (/(^|\.)localhost\.?$/i.test(host)) return [{ address: '127.0.0.1', family: 4 }] // RFC 6761, section 6.3
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = [...addressesIn(four, 4), ...addressesIn(six, 6)]
    if (found.length === 0 && four.status === 'rejected') throw four.reason
    return found
  }

  return (host, callback) => {
    addressesOf(host).then(
      found => callback(null, found),
      error => callback(error, []),
    )
  }
}

function addressesIn(answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return answer.status === 'fulfilled' ? answer.value.map(address => ({ address, family })) : []
}
