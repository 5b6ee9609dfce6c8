/**
 * IPv4 as a dotted quad (RFC 2673 section 3.2). A leading zero is refused, as RFC 3986 does, because readers differ
 * on whether "010" is eight or ten and an address that two readers take for two hosts is a hole (CVE-2021-28918).
 */
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/
const HEX_GROUP = /^[0-9A-Fa-f]{1,4}$/
/** Eight groups of four, the last two as a dotted quad. */
const LONGEST_IPV6 = 45
const GROUPS = 8

export function isIpv4(text: string): boolean {
  return IPV4.test(text)
}

/** IPv6 text forms of RFC 4291 section 2.2: no zone, no prefix length, "::" at most once and for one group or more. */
export function isIpv6(text: string): boolean {
  if (text.length > LONGEST_IPV6) return false
  const halves = text.split('::')
  if (halves.length > 2) return false
  const [head, tail] = halves
  const headGroups = countGroups(head!, tail === undefined)
  if (tail === undefined) return headGroups === GROUPS
  return headGroups + countGroups(tail, true) < GROUPS
}

/** How many groups the text holds, a dotted quad at its end being two; Infinity when one is malformed. */
function countGroups(text: string, mayEndInQuad: boolean): number {
  if (text === '') return 0
  const groups = text.split(':')
  const last = groups.at(-1)!
  const quad = mayEndInQuad && last.includes('.')
  if (quad && !isIpv4(last)) return Number.POSITIVE_INFINITY
  const hex = quad ? groups.slice(0, -1) : groups
  if (!hex.every(group => HEX_GROUP.test(group))) return Number.POSITIVE_INFINITY
  return hex.length + (quad ? 2 : 0)
}
