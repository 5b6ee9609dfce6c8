import { isALabel } from './a-label.ts'

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const A_LABEL = /^xn--/i
/** What 255 octets on the wire leave for the text form (RFC 1035 section 3.1). */
const LONGEST_NAME = 253

/** A host name of RFC 1123 section 2.1, whose "xn--" labels are real A-labels (RFC 5890 section 2.3.2.1). */
export function isHostname(text: string): boolean {
  if (text.length > LONGEST_NAME) return false
  return text.split('.').every(label => isHostLabel(label) && (!A_LABEL.test(label) || isALabel(label)))
}

/** One label of letters, digits and inner hyphens, 63 at most. */
export function isHostLabel(label: string): boolean {
  return LABEL.test(label)
}
