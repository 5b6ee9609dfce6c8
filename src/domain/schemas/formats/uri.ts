import { isIpv6 } from './ip.ts'

/**
 * An absolute or scheme-led URI by the grammar of RFC 3986 Appendix A. Percent signs are checked once, beforehand,
 * so the character sets below may simply contain "%" and each is walked at most twice.
 */
const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/
const NAME = "A-Za-z0-9._~!$&'()*+,;=%-"
const PATH = `${NAME}:@/`
const URI = new RegExp(
  [
    '^[A-Za-z][A-Za-z0-9+.-]*:',
    `(?://(?:[${NAME}:]*@)?(?:\\[([^\\]]*)\\]|[${NAME}]*)(?::\\d*)?(?:/[${PATH}]*)?|(?!//)[${PATH}]*)`,
    `(?:\\?[${PATH}?]*)?`,
    `(?:#[${PATH}?]*)?$`,
  ].join(''),
)
const FUTURE_IP = /^[Vv][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+$/

export function isUri(text: string): boolean {
  const parts = URI.exec(text)
  if (!parts || BROKEN_ESCAPE.test(text)) return false
  const address = parts[1]
  return address === undefined || isIpv6(address) || FUTURE_IP.test(address)
}
