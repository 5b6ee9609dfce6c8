const longNumber = /\d{16}/

/**
 * The names of members, anywhere in a JSON text, whose value is an integer that JavaScript cannot hold: reading
 * 12345678901234567890 gives 12345678901234567000. RFC 8259 section 6 warns of it; who stores what was read would
 * change it without a word.
 */
export function inexactIntegers(json: string): ReadonlySet<string> {
  const names = new Set<string>()
  if (!longNumber.test(json)) return names
  JSON.parse(json, (name, value, context?: { source?: string }) => {
    const source = context?.source
    const isInteger = typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source)
    if (isInteger && !(Number.isFinite(value) && BigInt(source) === BigInt(value))) names.add(name)
    return value
  })
  return names
}
