/**
 * Patterns that texts are compared with: ECMA-262 with the flag `u`, as in schemas, turned into what PostgreSQL reads
 * the same way. What it does not know or takes too long over is refused.
 */
import { compilePattern, PatternUnsupported } from '../schemas/pattern.ts'
import { translatePattern } from '../schemas/pattern-syntax.ts'
import { blame, type Place, readText } from './rule-input.ts'

const longest = 200
/** With repeats written out. */
export const largest = 100

/** The pattern as it was sent; empty with a fault when it cannot be used. */
export function readPattern(place: Place): string {
  const source = readText(place, longest)
  if (source === '') return source
  try {
    compilePattern(source, largest)
  } catch (error) {
    if (!(error instanceof PatternUnsupported)) throw error
    blame(place, error.message)
    return ''
  }
  if (toPostgres(source) !== undefined) return source
  blame(place, String.raw`is a pattern with \b, \p or U+0000, which is not supported here`)
  return ''
}

/** Undefined when it has what PostgreSQL does not know. */
export function toPostgres(source: string): string | undefined {
  const { translated } = translatePattern(source)
  // A range that begins at U+0000 begins at the next one: the first is in no text.
  const text = translated
    .replaceAll('\\x{0}-', '\\x{1}-')
    .replaceAll('\\z', '\\Z')
    .replaceAll(/\\x\{([0-9a-f]+)\}/gi, (_, hex: string) => `\\U${hex.padStart(8, '0')}`)
  return /\\U0{8}|\\[bBpP]/.test(text) ? undefined : text
}
