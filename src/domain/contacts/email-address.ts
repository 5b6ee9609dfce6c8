/** Letters and digits of any script (RFC 6531), and the signs of RFC 5322's atoms. No quoted local parts. */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const hostLabel = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u

const longestInput = 400
/** Of RFC 5321, which leaves 254 of the 256 for the address itself. */
const longestAddress = 254
const longestLocalPart = 64
const longestLabel = 63

/**
 * An e-mail address in the one form in which two spellings of it are the same: trimmed and in lower case. Hosts are
 * case-insensitive by the standard, local parts are in practice. Undefined when it is none.
 */
export function normaliseEmail(text: string): string | undefined {
  if (text.length > longestInput) return undefined
  const address = text.trim().toLowerCase().normalize('NFC')
  if (address.length > longestAddress) return undefined
  const at = address.lastIndexOf('@')
  if (at < 1 || at > longestLocalPart) return undefined
  if (!localPart.test(address.slice(0, at)) || !isHost(address.slice(at + 1))) return undefined
  return address
}

function isHost(host: string): boolean {
  const labels = host.split('.')
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1)!)) return false
  return labels.every(label => label.length <= longestLabel && hostLabel.test(label))
}
