/**
 * Which addresses webhooks may reach. Without the operator's word these are public ones only, so that a tenant cannot
 * make the server speak to the network it stands in. The check is of the address that is connected to, after the name
 * was resolved: a name that changes its mind between check and connection gains nothing.
 *
 * Ranges are those of the IANA special-purpose registries that are not globally reachable.
 */
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { nameResolver, type Resolve } from './resolve-name.ts'

const refusedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32', // metadata of a cloud, at a public address
]

/** Of the global unicast block, which is all that is admitted of IPv6. */
const refusedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const blocksOf = (ranges: readonly string[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

const v4 = blocksOf(refusedV4, 'ipv4')
const v6 = blocksOf(refusedV6, 'ipv6')
const globalUnicast = blocksOf(['2000::/3'], 'ipv6')
const mapped = blocksOf(['::ffff:0:0/96'], 'ipv6')
const translated = blocksOf(['64:ff9b::/96'], 'ipv6')

/** True for an address that anyone on the Internet could reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !v4.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  if (mapped.check(address, 'ipv6') || translated.check(address, 'ipv6'))
    return isPublicAddress(lastFourBytes(address))
  return globalUnicast.check(address, 'ipv6') && !v6.check(address, 'ipv6')
}

/** The IPv4 address at the end of an IPv6 address. */
function lastFourBytes(address: string): string {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (dotted !== undefined) return dotted
  // The parser of addresses writes it in full: [::ffff:a:b] has two groups at the end that are given or zero.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':')
  const [high = 0, low = 0] = groups.slice(-2).map(group => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

export class AddressRefused extends Error {
  override name = 'AddressRefused'
  constructor(host: string) {
    super(
      `${host} is not a public address; PARLEY_WEBHOOKS_PRIVATE and PARLEY_PROVIDERS_PRIVATE admit others`,
    )
  }
}

/** Resolves names for `net.connect` to addresses that may be reached, or fails with `AddressRefused`. */
export function guardedLookup(resolve: Resolve = nameResolver()): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const admitted = addresses.filter(({ address }) => isPublicAddress(address))
      const [first] = admitted
      if (!first) return callback(new AddressRefused(host), '', 0)
      if (options.all) return callback(null, admitted)
      callback(null, first.address, first.family)
    })
  }
}

/** The host of an address when it is written as an IP address, which is never resolved. */
export function literalHost(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return isIP(bare) === 0 ? undefined : bare
}
