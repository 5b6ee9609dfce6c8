const known = new Map<string, boolean>()
/** Names come from clients, too: what is remembered is bounded. */
const mostKnown = 1000

/** True for the name of a time zone of the IANA database, in the form Area/Location or UTC. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{0,99}$/.test(name)) return false
  const before = known.get(name)
  if (before !== undefined) return before
  const is = canFormat(name)
  if (known.size < mostKnown) known.set(name, is)
  return is
}

function canFormat(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
