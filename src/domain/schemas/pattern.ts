import { RE2Set } from 're2js'
import { translatePattern } from './pattern-syntax.ts'

/** A pattern that this server will not run: wrong ECMA-262 syntax, beyond a linear-time engine, or too large. */
export class PatternUnsupported extends Error {
  override readonly name = 'PatternUnsupported'
}

export interface Pattern {
  /** True when the pattern matches anywhere in the text. Time is linear in the text, whatever the pattern. */
  test(text: string): boolean
  /** How many characters, classes and assertions it comes to once repeats are written out. */
  readonly size: number
}

export const longestPattern = 1_000
/** A matching step may visit every part of the pattern, so this bounds the time per character of text. */
export const largestPattern = 500
/** Of the engine's cache of states, for each pattern; when it is used up the engine slows down but stays linear. */
const CACHE_BYTES = 256 * 1024

/**
 * Reads `source` as ECMA-262 does with the flag `u` (JSON Schema 2020-12, section 6.4). Throws PatternUnsupported, also
 * when the pattern is larger than what is `spare`.
 */
export function compilePattern(source: string, spare = largestPattern): Pattern {
  if (source.length > longestPattern) {
    throw new PatternUnsupported(`is a pattern of more than ${longestPattern} characters`)
  }
  if (!source.isWellFormed()) throw new PatternUnsupported('is a pattern with a lone surrogate')
  refuseWrongSyntax(source)
  const { translated, size, unsupported } = translatePattern(source)
  if (unsupported) throw new PatternUnsupported(`is a pattern with ${unsupported}, which is not supported`)
  if (size > largestPattern) {
    throw new PatternUnsupported(
      `is too large a pattern: ${largestPattern} parts at most, repeats written out`,
    )
  }
  if (size > spare) throw new PatternUnsupported('is one pattern too many: together they are too large')
  return { test: engine(translated), size }
}

function engine(translated: string): (text: string) => boolean {
  const set = new RE2Set(RE2Set.UNANCHORED, 0, CACHE_BYTES)
  set.add(translated)
  set.compile()
  return text => set.match(text).length > 0
}

/** The runtime's own parser knows the grammar; it compiles nothing before the first match, and there is none. */
function refuseWrongSyntax(source: string): void {
  try {
    new RegExp(source, 'u')
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(': ').at(-1) : ''
    throw new PatternUnsupported(`is not a regular expression of ECMA-262 in unicode mode: ${reason}`)
  }
}
