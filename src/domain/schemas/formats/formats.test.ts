import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { compileCheck } from '../check.ts'
import { type FormatName, formatChecks, formats, isFormatName } from './formats.ts'

interface Case {
  readonly format: FormatName
  readonly test: string
  readonly data: unknown
  readonly valid: boolean
}

const file = new URL('../../../../test/cases/json-schema-formats.jsonl', import.meta.url)
const cases: Case[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
const checks = formatChecks('offset-required')

describe('the formats agree with the official suite', () => {
  for (const name of Object.keys(formats)) {
    const own = cases.filter(each => each.format === name)
    const check = compileCheck({ type: 'object', properties: { p: { format: name } } }, 'offset-required')
    it(`in all ${own.length} cases of ${name}`, () => {
      assert.ok(own.length > 20)
      for (const { test, data, valid } of own) assert.equal(check({ p: data }).length === 0, valid, test)
    })
  }
})

describe('a URI', () => {
  const valid = [
    ...[
      'a:',
      'HTTP:',
      'a+-.b:',
      'this:that',
      'a:?q',
      'a:#f',
      'a:?q#f',
      'http:/',
      'http:/foo',
      'http:foo/bar',
    ],
    ...[
      'http://',
      'http://a.com//',
      'http://a.com?q',
      'http://a.com#a/b?c',
      'file:///path',
      'scheme:///path',
    ],
    ...[
      'http://[::ffff:192.168.1.1]',
      'http://[2001:db8::]:8080',
      'http://[v1.fe80::a+b]',
      'http://[V1.test]',
    ],
    ...['http://us%65r:p:x@ex%61mple.com:080/%20', 'data:text/plain;base64,SGVsbG8=', 'http://u/s@a.com'],
  ]
  const invalid = [
    ...[
      '',
      ' ',
      'http',
      ':foo',
      '+http:',
      'ht~tp:',
      'ht%74p:foo',
      'http://a.com ',
      'http://a.com\n',
      '\thttp://a',
    ],
    ...[
      'http://user@pass@a.com',
      'http://2001:db8::1',
      'http://[::1',
      'http://[]',
      'http://[v1.]',
      'http://[v.f]',
    ],
    ...['http://[1:2:3:4:5:6:7]', 'http://[::ffff:1.2.3.256]', 'http://[fe80::a%25eth0]', 'http://a.com:+80'],
    ...[
      'http://a.com:٤٠',
      'http://a.com/#a#b',
      'http://a.com/?a[]',
      'http://a.com/\0',
      'http://%2@a.com',
      'http://é.com',
    ],
  ]
  for (const text of valid) it(`may be ${text}`, () => assert.equal(checks.uri(text), true))
  for (const text of invalid)
    it(`may not be ${JSON.stringify(text)}`, () => assert.equal(checks.uri(text), false))
})

describe('a host name', () => {
  const valid = [
    'a',
    '0',
    'a--b',
    'example.123',
    'Xn--4gbwdl',
    'xn--p1ai.example',
    `xn--${'a'.repeat(55)}-uve`,
  ]
  const invalid = [
    'a..b',
    'a.',
    'a b',
    'xn--',
    'xn--a-',
    'xn---p1ai',
    'xn--p1ai-a',
    'example.xn--X',
    'a\n',
    'ä.se',
  ]
  for (const text of valid) it(`may be ${text}`, () => assert.equal(checks.hostname(text), true))
  for (const text of invalid)
    it(`may not be ${JSON.stringify(text)}`, () => assert.equal(checks.hostname(text), false))
})

describe('the names of formats', () => {
  it('do not include what every object has', () => {
    assert.equal(isFormatName('constructor'), false)
    assert.equal(isFormatName('__proto__'), false)
    assert.equal(isFormatName('uuid'), true)
  })
})
