import { isUuid } from '../../../kernel/ids.ts'

const shortForm = /^[\w-]{22}$/
const plainForm = /^[0-9a-f]{32}$/i

/**
 * A contact id in any form that tracking takes: a GUID with or without hyphens, or a "short GUID", which is what .NET
 * makes of one: base64url of its 16 bytes, the first three groups of them the other way round. Undefined for any other
 * text.
 */
export function readContactId(text: string): string | undefined {
  const id = text.trim()
  if (isUuid(id)) return id.toLowerCase()
  if (plainForm.test(id)) return withHyphens(id.toLowerCase())
  if (!shortForm.test(id)) return undefined
  const bytes = Buffer.from(id, 'base64url')
  if (bytes.length !== 16) return undefined
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return withHyphens(bytes.toString('hex'))
}

function withHyphens(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
