/** Pointers into a JSON document (RFC 6901), and how names from outside are shown in faults. */

const LONGEST_SHOWN = 100

export function pointerTo(...names: readonly (string | number)[]): string {
  return names.map(name => `/${escapeName(String(name))}`).join('')
}

function escapeName(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name
}

/** The names that a pointer leads through, outermost first. */
export function namesIn(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Text from outside, cut to a length fit for a message and free of what PostgreSQL cannot keep. */
export function shown(text: string): string {
  const cut = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text
  return cut.replaceAll('\0', '\ufffd').toWellFormed()
}
