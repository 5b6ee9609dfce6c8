/**
 * Turns a pattern of ECMA-262 (flag `u`, syntax already known to be right) into one that RE2 reads the same way.
 * Only a yes or no is wanted of it, so every group becomes a plain one and lazy quantifiers need no care.
 *
 * ```
 * ECMA  .                   \d     \s            [^]         $    \u{1F600}   (?<year>a)
 * RE2   [^\n\r\x{2028}…]    [0-9]  [\x{9}-\x{D}…] [\x{0}-…]  \z   \x{1F600}   (?:a)
 * ```
 */
import { classEscapes, propertyName } from './pattern-classes.ts'

export interface Translation {
  readonly translated: string
  /** Parts of the pattern with repeats written out; an upper bound of the compiled program, give or take its glue. */
  readonly size: number
  /** What a linear-time engine cannot do, in words, when the pattern asks for it. */
  readonly unsupported?: string
}

const MOST_REPEATS = 1_000
const TOKEN = new RegExp(
  [
    '(?<group>\\((?:\\?(?:<?[=!]|<[^>]*>|[^:<]*:))?)',
    '(?<close>\\))',
    '(?<quantifier>[*+?]\\??|\\{\\d+(?:,\\d*)?\\}\\??)',
    '(?<class>\\[(?:\\\\.|[^\\]\\\\])*\\])',
    '(?<property>\\\\[pP]\\{[^}]*\\})',
    '(?<reference>\\\\(?:[1-9]\\d*|k<[^>]*>))',
    '(?<character>\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\u\\{[^}]*\\}|\\\\u.{4}|\\\\x..|\\\\c.|\\\\[^dDsSwWbB])',
    '(?<shorthand>\\\\[dDsSwWbB])',
    '(?<mark>[|^$.])',
    '(?<literal>.)',
  ].join('|'),
  'gsu',
)
const ANY = '[\\x{0}-\\x{10FFFF}]'
const NOTHING = '[^\\x{0}-\\x{10FFFF}]'
const MARKS = new Map([
  ['|', '|'],
  ['^', '\\A'],
  ['$', '\\z'],
  ['.', '[^\\n\\r\\x{2028}\\x{2029}]'],
])
const CONTROLS = new Map([
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
  ['0', 0],
  ['b', 8],
])

export function translatePattern(source: string): Translation {
  let translated = ''
  /** The size of each open group so far, outermost first, and of the part that a quantifier would repeat. */
  const open: number[] = [0]
  let last = 0
  for (const { groups } of source.matchAll(TOKEN)) {
    const token = readToken(groups as Record<string, string | undefined>)
    if ('unsupported' in token) return { translated: '', size: 0, unsupported: token.unsupported }
    translated += token.text
    if (token.opens) open.push(0)
    const own = token.closes ? open.pop()! + 1 : token.opens ? 0 : 1
    const added = token.repeats === undefined ? own : last * Math.max(token.repeats - 1, 0)
    open[open.length - 1]! += added
    last = token.repeats === undefined ? own : last + added
  }
  return { translated, size: open[0]! }
}

interface Token {
  readonly text: string
  readonly opens?: boolean
  readonly closes?: boolean
  /** How often a quantifier writes out what it follows. */
  readonly repeats?: number
}

function readToken(token: Record<string, string | undefined>): Token | { unsupported: string } {
  if (token.literal) return { text: hex(token.literal.codePointAt(0)!) }
  if (token.mark) return { text: MARKS.get(token.mark)! }
  if (token.group) return readGroup(token.group)
  if (token.close) return { text: ')', closes: true }
  if (token.quantifier) return readQuantifier(token.quantifier)
  if (token.class) return readClass(token.class)
  if (token.character) return { text: hex(readCharacter(token.character)) }
  if (token.property) return readProperty(token.property)
  if (token.reference) return { unsupported: 'a backreference' }
  const shorthand = token.shorthand!
  if (shorthand === '\\b' || shorthand === '\\B') return { text: shorthand }
  return { text: `[${classEscapes.get(shorthand[1]!)}]` }
}

function readGroup(group: string): Token | { unsupported: string } {
  if (group.endsWith('=') || group.endsWith('!')) return { unsupported: 'a lookahead or lookbehind' }
  if (group.endsWith(':') && group !== '(?:') return { unsupported: 'flags inside a group' }
  return { text: '(?:', opens: true }
}

function readQuantifier(quantifier: string): Token | { unsupported: string } {
  const bounds = /^\{(\d+)(,?)(\d*)/.exec(quantifier)
  if (!bounds) return { text: quantifier, repeats: 1 }
  const [, low, comma, high] = bounds
  const most = Math.max(Number(low), Number(high))
  if (most > MOST_REPEATS) return { unsupported: `more than ${MOST_REPEATS} repeats` }
  return {
    text: quantifier.replace(/\d+/g, digits => String(Number(digits))),
    repeats: most + (comma && !high ? 1 : 0),
  }
}

function readProperty(property: string): Token | { unsupported: string } {
  const name = propertyName(property)
  return name === undefined ? { unsupported: `the character property ${property}` } : { text: name }
}

const CLASS_PART =
  /\\[pP]\{[^}]*\}|\\[dDsSwW]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u\{[^}]*\}|\\u.{4}|\\x..|\\c.|\\.|./gsu

function readClass(text: string): Token | { unsupported: string } {
  if (text === '[]') return { text: NOTHING }
  if (text === '[^]') return { text: ANY }
  const negated = text.startsWith('[^')
  const parts = text.slice(negated ? 2 : 1, -1).match(CLASS_PART) ?? []
  let body = ''
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!
    if (/^\\[pP]/.test(part)) {
      const name = propertyName(part)
      if (name === undefined) return { unsupported: `the character property ${part}` }
      body += name
    } else if (/^\\[dDsSwW]$/.test(part)) {
      body += classEscapes.get(part[1]!)
    } else if (parts[at + 1] === '-' && at + 2 < parts.length) {
      body += `${hex(readCharacter(part))}-${hex(readCharacter(parts[at + 2]!))}`
      at += 2
    } else {
      body += hex(readCharacter(part))
    }
  }
  return { text: `[${negated ? '^' : ''}${body}]` }
}

/** The code point that one character or character escape stands for. */
function readCharacter(text: string): number {
  if (text[0] !== '\\' || text.length === 1) return text.codePointAt(0)!
  const kind = text[1]!
  if (kind === 'c') return text.charCodeAt(2) % 32
  if (kind === 'x') return Number.parseInt(text.slice(2), 16)
  if (kind === 'u' && text[2] === '{') return Number.parseInt(text.slice(3, -1), 16)
  if (kind === 'u') {
    const units = text
      .split('\\u')
      .slice(1)
      .map(unit => Number.parseInt(unit, 16))
    return String.fromCharCode(...units).codePointAt(0)!
  }
  return CONTROLS.get(kind) ?? text.codePointAt(1)!
}

function hex(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`
}
