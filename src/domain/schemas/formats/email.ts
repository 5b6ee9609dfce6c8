import { isHostLabel } from './hostname.ts'
import { isIpv6 } from './ip.ts'

/** A local part of RFC 5321 section 4.1.2: atoms joined by single dots, or one quoted string. ASCII only. */
const LOCAL_PART =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[ !#-[\]-~]|\\[ -~])*")$/
const IPV4_LITERAL = /^\[\d{1,3}(?:\.\d{1,3}){3}\]$/
const IPV6_LITERAL = /^\[ipv6:([0-9a-f:.]+)\]$/i
const LONGEST_DOMAIN = 255

/** A Mailbox of RFC 5321 section 4.1.2: no comments, no display name, no non-ASCII. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  if (at < 1) return false
  return isDomain(text.slice(at + 1)) && LOCAL_PART.test(text.slice(0, at))
}

function isDomain(text: string): boolean {
  if (text.length > LONGEST_DOMAIN) return false
  if (text.startsWith('[')) return isAddressLiteral(text)
  return text.split('.').every(isHostLabel)
}

function isAddressLiteral(text: string): boolean {
  if (IPV4_LITERAL.test(text)) {
    return text
      .slice(1, -1)
      .split('.')
      .every(part => Number(part) < 256)
  }
  const ipv6 = IPV6_LITERAL.exec(text)
  return ipv6 !== null && isIpv6(ipv6[1]!)
}
