const UUID = /^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/

/** The text form of RFC 4122 section 3, of any version and variant. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
