import { describe, it } from 'node:test'
import { bounded } from '../../../test/kit/bounded.ts'
import { type FormatName, formatChecks } from './formats/formats.ts'
import { compilePattern } from './pattern.ts'

/** Of a text for a format; quadratic work would take minutes, and backtracking for ever. */
const FORMAT_LENGTH = 1024 * 1024
/** For a pattern, whose engine takes longer for each character. */
const PATTERN_LENGTH = FORMAT_LENGTH / 8

const repeated = (unit: string, length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

describe('a format is checked in linear time', () => {
  const hostile: Record<FormatName, readonly [start: string, unit: string, end: string][]> = {
    'date-time': [
      ['2024-01-01T00:00:00.', '9', '!'],
      ['', '1', ''],
    ],
    date: [
      ['', '1', ''],
      ['2024-01-', '0', ''],
    ],
    time: [['00:00:00.', '9', '']],
    duration: [
      ['P', '1', ''],
      ['PT', '1', '!'],
      ['P', '1Y', ''],
      ['P1Y', '1', ''],
      ['PT1H1M', '1', ''],
    ],
    email: [
      ['', 'a', ''],
      ['', 'a.', '@b.c'],
      ['"', '\\a', '@a'],
      ['"', ' ', '"@a'],
      ['', 'a@', ''],
      ['a@', 'a.', ''],
    ],
    hostname: [
      ['', 'a', ''],
      ['', 'a.', ''],
      ['xn--', '9', ''],
      ['', '-', ''],
    ],
    ipv4: [
      ['', '1', ''],
      ['', '1.', ''],
    ],
    ipv6: [
      ['', '1:', ''],
      ['', '::', ''],
      ['::', '0', ''],
    ],
    uri: [
      ['', 'a', ''],
      ['a://', 'a:', ''],
      ['a://', '%41', '@'],
      ['a:', '/a', '^'],
      ['a://[', ':', ''],
      ['a:?', '?', '\n'],
    ],
    uuid: [
      ['', 'a', ''],
      ['', '-', ''],
    ],
  }
  for (const [name, check] of Object.entries(formatChecks('offset-optional'))) {
    for (const [start, unit, end] of hostile[name as FormatName]) {
      it(`${name}: ${start}${unit}…${JSON.stringify(end)}`, () => {
        bounded(() => check(start + repeated(unit, FORMAT_LENGTH) + end))
      })
    }
  }
})

describe('a pattern matches in linear time', () => {
  const length = PATTERN_LENGTH
  const coin = Array.from({ length }, (_, at) => (((at * 7919) % 104729) % 3 === 0 ? 'a' : 'b')).join('')
  const sources = [
    ...[
      '(a+)+$',
      '(a|a)*b',
      '(a|aa)+$',
      '(.*)*x',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(x+x+)+y',
      '(?:a?){120}a{120}$',
    ],
    ...[
      '[ab]*a[ab]{15}[cd]',
      '[ab]*a[ab]{100}[cd]',
      '(?:.*a){20}c',
      '(?:a|b|ab|ba|aab){30}[cd]',
      '\\p{L}{100}[0-9]',
    ],
  ]
  for (const source of sources) {
    it(source, () => {
      const { test } = compilePattern(source)
      bounded(() => test(`${repeated('a', length)}!`))
      bounded(() => test(coin))
    })
  }
})
