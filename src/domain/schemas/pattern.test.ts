import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bounded } from '../../../test/kit/bounded.ts'
import { compilePattern, PatternUnsupported } from './pattern.ts'

const patterns = [
  ...[
    '^\\d+$',
    '\\D',
    '^\\w+$',
    '\\W',
    '^\\s+$',
    '^\\S+$',
    '^.$',
    '^[^\\s]$',
    '[\\S]',
    '[^\\D]',
    '[^\\d\\s]',
    '^[]',
  ],
  ...[
    '[^]',
    '\\p{Letter}+$',
    '\\P{L}',
    '[\\p{Lu}\\d_-]',
    '[^\\P{L}]',
    '\\p{Script=Greek}',
    '\\p{gc=Nd}',
    '\\p{ASCII}',
  ],
  ...[
    '\\p{White_Space}',
    '\\p{Emoji}',
    '\\p{Alphabetic}',
    '^\\p{Lowercase}+$',
    '\\u{1F600}',
    '\\uD83D\\uDE00',
    '^😀$',
  ],
  ...[
    '[😀-😂]',
    '\\cJ',
    '\\x41',
    '\\0',
    '\\u2028',
    '[\\u0041-\\u{43}]',
    'a{2,3}?b',
    'a{0}b',
    'x{2}',
    '(|a)',
    '(?:)*',
  ],
  ...[
    '(?<year>\\d{4})-(?:0[1-9])',
    '[\\b]',
    '\\bfoo\\b',
    '\\Bo',
    '[a\\-z]',
    '[-a]',
    '[a-]',
    '\\/',
    '\\.',
    'a|b',
    '',
  ],
  ...[
    '(a+)+$',
    '^$',
    '[\\]\\\\]',
    '[[:alpha:]',
    '[\\^]',
    '[a^]',
    '[$.]',
    '[&&]',
    '\\$',
    '\\Qa'.slice(2),
    '#',
    ' ',
  ],
]
const codePoints = [
  ...[
    0, 8, 9, 10, 11, 12, 13, 32, 45, 47, 48, 65, 66, 67, 90, 91, 92, 93, 94, 95, 97, 98, 0x7f, 0x85, 0xa0,
    0xe1,
  ],
  ...[
    0x130, 0x17f, 0x3b1, 0x660, 0x1680, 0x180e, 0x2000, 0x2028, 0x2029, 0x202f, 0x205f, 0x212a, 0x3000,
    0xfeff,
  ],
  ...[0x1f600, 0x1f601, 0x10ffff],
]
const texts = [
  ...['', 'foo', 'foo bar', 'aab', '2024-01', 'á', 'áb1', 'a-z', 'a\nb', 'aaa!', 'Σα', '12\n', 'foo\n'],
  ...codePoints.map(codePoint => String.fromCodePoint(codePoint)),
]

function refusal(source: string): string {
  try {
    compilePattern(source)
  } catch (error) {
    if (error instanceof PatternUnsupported) return error.message
    throw error
  }
  return 'none'
}

describe('a pattern means what it means in ECMA-262', () => {
  for (const source of patterns) {
    it(`when it is /${source}/u`, () => {
      const ours = compilePattern(source)
      const theirs = new RegExp(source, 'u')
      for (const text of texts) assert.equal(ours.test(text), theirs.test(text), JSON.stringify(text))
    })
  }
  it('when it is made up at random', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        '.',
        '\\d',
        '\\w',
        '\\s',
        '[^a]',
        '[a-c\\d]',
        '\\b',
        '^',
        '$',
        '|',
        '\\u0061',
        '\\p{L}',
        '\\-',
        '-',
      ],
      ...[
        '(?:a|b)',
        '(ab)',
        '(?<n>a)',
        '[]',
        'é',
        '\\x20',
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '\\1',
        '\\',
        '?',
        '*',
        '+',
        '{2}',
        '{1,3}',
      ],
    )
    const source = fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(''))
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', '1', ' ', '\n', 'é', '-', '😀'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(source, text, (source, text) => {
        if (refusal(source) !== 'none') return
        assert.equal(compilePattern(source).test(text), new RegExp(source, 'u').test(text))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a pattern is refused', () => {
  const refusals: [source: string, reason: RegExp][] = [
    ['(?=a)', /lookahead/],
    ['(?!a:b)', /lookahead/],
    ['(?<=a>b)c', /lookbehind/],
    ['(?<!a)b', /lookbehind/],
    ['(a)\\1', /backreference/],
    ['(?<n>a)\\k<n>', /backreference/],
    ['(?i:a)', /flags/],
    ['\\a', /ECMA-262 in unicode mode: Invalid escape/],
    ['\\Z', /ECMA-262/],
    ['\\-', /ECMA-262/],
    ['[b-a]', /ECMA-262/],
    ['(', /ECMA-262/],
    ['a{2,1}', /ECMA-262/],
    ['\\p{IsGreek}', /ECMA-262/],
    ['\\p{ID_Start}', /character property/],
    ['a{1001}', /repeats/],
    ['a{501}', /too large/],
    ['(a{1000}){1000}', /too large/],
    ['((((a{9}){9}){9}){9})', /too large/],
    ['(?:x{1000}){0}', /too large/],
    ['(?:(?:){1000}){1000}', /too large/],
    ['a{1000}'.repeat(142), /too large/],
    ['a'.repeat(1001), /more than 1000 characters/],
    ['\ud800', /surrogate/],
  ]
  for (const [source, reason] of refusals) {
    it(`when it is /${source.slice(0, 30)}/`, () => assert.match(refusal(source), reason))
  }
  it('at a bounded cost, however it is written', () => {
    for (let depth = 1; depth < 500; depth += 7)
      bounded(() => refusal(`${'('.repeat(depth)}a${'){9}'.repeat(depth)}`))
    for (const [source] of refusals) bounded(() => refusal(source))
  })
})
