import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FormatName, formatChecks } from './formats/formats.ts'
import { compilePattern } from './pattern.ts'

const FULL = 64 * 1024
const PART = FULL / 8

/** Eight times the text may take thirty times as long, where quadratic work would take sixty-four times. */
function assertLinear(run: (length: number) => void): void {
  run(PART)
  assert.ok(best(run, FULL) < 30 * Math.max(best(run, PART), 0.5))
}

/**
 * In milliseconds of this thread's own work: what else the machine does in between does not count. What takes long is
 * not measured as often.
 */
function best(run: (length: number) => void, length: number): number {
  const times: number[] = []
  for (let spent = 0; times.length < 5 && spent < 300; spent += times.at(-1)!) {
    const began = process.threadCpuUsage()
    run(length)
    const { user, system } = process.threadCpuUsage(began)
    times.push((user + system) / 1000)
  }
  return Math.min(...times)
}

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
        assertLinear(length => check(start + repeated(unit, length) + end))
      })
    }
  }
})

describe('a pattern matches in linear time', () => {
  const coin = (length: number) =>
    Array.from({ length }, (_, at) => (((at * 7919) % 104729) % 3 === 0 ? 'a' : 'b')).join('')
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
      assertLinear(length => {
        test(`${repeated('a', length)}!`)
        test(coin(length))
      })
    })
  }
})
