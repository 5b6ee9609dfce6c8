/**
 * Opaque page tokens. A cursor names the last row that was seen, not a count of rows, so that a page stays right
 * while rows are added. Shape on the wire: base64url of a JSON array of strings.
 */
export function writeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** The parts that were written, or undefined when the token is not one of ours. */
export function readCursor(token: string, length: number): string[] | undefined {
  if (token.length > 1024) return undefined
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length !== length) return undefined
    return parts.every(part => typeof part === 'string') ? parts : undefined
  } catch {
    return undefined
  }
}
