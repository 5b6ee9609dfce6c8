/**
 * Character classes of ECMA-262 (flag `u`) in RE2's words. RE2's own `\s` and `\p{…}` mean or spell something else.
 */
const SPACES: readonly (readonly [number, number])[] = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]
const DIGITS: typeof SPACES = [[0x30, 0x39]]
const WORDS: typeof SPACES = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]
const LAST_CODE_POINT = 0x10ffff

/** The inside of a bracket for `\d`, `\D`, `\s`, `\S`, `\w` and `\W`, by letter. */
export const classEscapes: ReadonlyMap<string, string> = new Map([
  ['d', inside(DIGITS)],
  ['D', inside(complement(DIGITS))],
  ['s', inside(SPACES)],
  ['S', inside(complement(SPACES))],
  ['w', inside(WORDS)],
  ['W', inside(complement(WORDS))],
])

function inside(ranges: typeof SPACES): string {
  return ranges.map(([low, high]) => `\\x{${low.toString(16)}}-\\x{${high.toString(16)}}`).join('')
}

function complement(ranges: typeof SPACES): typeof SPACES {
  const starts = [0, ...ranges.map(([, high]) => high + 1)]
  const ends = [...ranges.map(([low]) => low - 1), LAST_CODE_POINT]
  return starts.map((start, at) => [start, ends[at]!])
}

/** The general categories, by the long name where RE2 knows the short one only. */
const CATEGORIES: ReadonlyMap<string, string> = new Map(
  [
    'L Letter, LC Cased_Letter, Lu Uppercase_Letter, Ll Lowercase_Letter, Lt Titlecase_Letter, Lm Modifier_Letter',
    'Lo Other_Letter, M Mark, M Combining_Mark, Mn Nonspacing_Mark, Mc Spacing_Mark, Me Enclosing_Mark, N Number',
    'Nd Decimal_Number, Nd digit, Nl Letter_Number, No Other_Number, P Punctuation, P punct, Pc Connector_Punctuation',
    'Pd Dash_Punctuation, Ps Open_Punctuation, Pe Close_Punctuation, Pi Initial_Punctuation, Pf Final_Punctuation',
    'Po Other_Punctuation, S Symbol, Sm Math_Symbol, Sc Currency_Symbol, Sk Modifier_Symbol, So Other_Symbol',
    'Z Separator, Zs Space_Separator, Zl Line_Separator, Zp Paragraph_Separator, C Other, Cc Control, Cc cntrl',
    'Cf Format, Cs Surrogate, Co Private_Use, Cn Unassigned',
  ]
    .join(', ')
    .split(', ')
    .flatMap(pair => {
      const [short, long] = pair.split(' ') as [string, string]
      return [
        [short, short],
        [long, short],
      ] as [string, string][]
    }),
)
/** Binary properties that RE2 knows, by the name that RE2 has for them. */
const BINARY: ReadonlyMap<string, string> = new Map([
  ['Any', 'Any'],
  ['ASCII', 'Ascii'],
  ['Assigned', 'Assigned'],
  ['Alphabetic', 'Alphabetic'],
  ['Alpha', 'Alphabetic'],
  ['Lowercase', 'Lowercase'],
  ['Lower', 'Lowercase'],
  ['Uppercase', 'Uppercase'],
  ['Upper', 'Uppercase'],
  ['White_Space', 'White_Space'],
  ['space', 'White_Space'],
  ['Hex_Digit', 'Hex_Digit'],
  ['Dash', 'Dash'],
  ['Math', 'Math'],
  ['Emoji', 'Emoji'],
  ['Emoji_Presentation', 'Emoji_Presentation'],
  ['Extended_Pictographic', 'Extended_Pictographic'],
])
/** Scripts by their long name; RE2 knows these. */
const SCRIPTS: ReadonlySet<string> = new Set(
  (
    'Arabic Armenian Bengali Bopomofo Cherokee Common Coptic Cyrillic Devanagari Ethiopic Georgian Greek Gujarati ' +
    'Gurmukhi Han Hangul Hebrew Hiragana Inherited Kannada Katakana Khmer Lao Latin Malayalam Mongolian Myanmar ' +
    'Oriya Runic Sinhala Syriac Tamil Telugu Thaana Thai Tibetan Yi'
  ).split(' '),
)

/** `\p{Letter}` as RE2 spells it, undefined when RE2 has no word for it. */
export function propertyName(property: string): string | undefined {
  const [kind, name] = [property.slice(0, 2), property.slice(3, -1)]
  const [key, value] = name.split('=') as [string, string | undefined]
  const known = value === undefined ? (CATEGORIES.get(key) ?? BINARY.get(key)) : valueName(key, value)
  return known && `${kind}{${known}}`
}

function valueName(key: string, value: string): string | undefined {
  if (key === 'General_Category' || key === 'gc') return CATEGORIES.get(value)
  if ((key === 'Script' || key === 'sc') && SCRIPTS.has(value)) return value
  return undefined
}
