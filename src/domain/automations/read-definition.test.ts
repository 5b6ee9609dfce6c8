import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Fault } from '../../kernel/domain-error.ts'
import { readDefinition } from './read-definition.ts'

const world = { schemas: new Map(), segmentIds: new Set<string>() }
const end = { kind: 'exit' }
const good = { entry: { kind: 'manual' }, start: 'a', steps: { a: end } }

function wrongOf(input: unknown): readonly Fault[] {
  try {
    readDefinition(input, world)
    return []
  } catch (error) {
    return (error as { data: { faults: Fault[] } }).data.faults
  }
}
/** The pointers of what is wrong. */
const faultsOf = (input: unknown): string[] =>
  wrongOf(input)
    .map(({ field }) => field)
    .sort()
const messagesOf = (input: unknown): string[] => wrongOf(input).map(({ message }) => message)
const steps = (given: Record<string, unknown>, start = 'a') => faultsOf({ ...good, start, steps: given })

test('what makes sense is read, and rules are put into their normal form', () => {
  assert.deepEqual(faultsOf(good), [])
  const rule = { kind: 'attribute', name: 'city', is: 'present' }
  assert.deepEqual(
    steps({
      a: { kind: 'condition', test: { any: [{ rule }, { not: { path: 'contact.x', is: 'present' } }] } },
    }),
    [],
  )
})

test('what is no definition at all is refused', () => {
  for (const wrong of [
    null,
    7,
    'x',
    [],
    { ...good, steps: { a: { kind: 'exit', reason: 'x'.repeat(70_000) } } },
  ])
    assert.deepEqual(faultsOf(wrong), [''])
  assert.ok(faultsOf({ ...good, steps: {} }).includes('/steps'))
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`s${n}`, end]))
  assert.deepEqual(steps(many, 's0'), ['/steps'])
})

test('ways lead to steps, and back by a jump only', () => {
  const wait = { kind: 'wait', for: 'P1D' }
  assert.deepEqual(steps({ a: { ...wait, next: 'b' } }), ['/steps/a/next'])
  assert.deepEqual(steps({ a: end, b: end }), ['/steps/b'])
  assert.deepEqual(steps({ a: { ...wait, next: 'b' }, b: { ...wait, next: 'a' } }), ['/steps/b/next'])
  assert.deepEqual(
    steps({ a: { ...wait, next: 'b' }, b: { kind: 'jump', to: 'a', most: 3, otherwise: 'c' }, c: end }),
    [],
  )
  assert.deepEqual(steps({ a: { kind: 'jump', to: 'a', most: 0 } }), ['/steps/a/most'])
  const fork = (...ids: string[]) => ({ kind: 'fork', branches: ids.map(next => ({ next })) })
  assert.deepEqual(steps({ a: fork('b', 'c'), b: { ...wait, next: 'd' }, c: fork('b', 'd'), d: end }), [])
  assert.deepEqual(steps({ a: fork('b', 'c'), b: end, c: fork('b', 'a') }), ['/steps/c/branches/1/next'])
  assert.deepEqual(steps({ a: fork('b', 'c', 'b'), b: end, c: end }), ['/steps/a/branches/2/next'])
})

test('a text of the wrong form is told in words', () => {
  const wait = (duration: string) => ({ ...good, steps: { a: { kind: 'wait', for: duration } } })
  assert.deepEqual(messagesOf(wait('2 days')), ['must be an ISO 8601 duration, such as P2D or PT30M'])
})

test('each kind of step says what is wrong with it', () => {
  const cases: [object, string[]][] = [
    [{ kind: 'wait' }, ['/steps/a/for']],
    [{ kind: 'wait', for: 'P99999D' }, ['/steps/a/for']],
    [{ kind: 'waitForTime', time: '24:00', zone: 'Mars/Olympus' }, ['/steps/a/time', '/steps/a/zone']],
    [{ kind: 'waitForEvent', event: { kind: 'purchase' } }, ['/steps/a/timeout']],
    [{ kind: 'waitForEvent', event: { kind: 'flight' }, timeout: 'P1D' }, ['/steps/a/event/kind']],
    [{ kind: 'splitByShare', shares: [{ percent: 50 }, { percent: 49 }] }, ['/steps/a/shares']],
    [{ kind: 'fork', branches: [{ next: 'a' }] }, ['/steps/a/branches']],
    [{ kind: 'fork', branches: [{ next: 'a' }, {}] }, ['/steps/a/branches/1/next']],
    [{ kind: 'fork', branches: Array(11).fill({ next: 'a' }) }, ['/steps/a/branches']],
    [
      { kind: 'fork', branches: [{ next: 'b' }, { next: 'c' }] },
      ['/steps/a/branches/0/next', '/steps/a/branches/1/next'],
    ],
    [{ kind: 'condition', test: { path: 'moon.x', is: 'equal', value: 1 } }, ['/steps/a/test/path']],
    [{ kind: 'condition', test: { path: 'entry.x', is: 'oneOf', values: [] } }, ['/steps/a/test/values']],
    [{ kind: 'condition', test: { rule: { kind: 'moon' } } }, ['/steps/a/test/rule/kind']],
    [
      { kind: 'updateContact', attributes: { x: { template: '{% if %}' }, y: { from: 'nowhere' }, z: [1] } },
      ['/steps/a/attributes/x/template', '/steps/a/attributes/y/from', '/steps/a/attributes/z'],
    ],
    [{ kind: 'callApi', method: 'GET', url: 'ftp://x.example' }, ['/steps/a/url']],
    [{ kind: 'callApi', method: 'GET', url: 'https://{{ entry.host }}/' }, ['/steps/a/url']],
    [{ kind: 'callApi', method: 'GET', url: 'https://x.example{{ entry.host }}/' }, ['/steps/a/url']],
    [{ kind: 'callApi', method: 'GET', url: 'https://x.example/{% echo entry.x %}' }, ['/steps/a/url']],
    [{ kind: 'webhook', url: 'https://user@x.example/' }, ['/steps/a/url']],
    [{ kind: 'sendMessage', channel: 'smoke', templateId: 'x' }, ['/steps/a/channel', '/steps/a/templateId']],
  ]
  for (const [step, pointers] of cases) assert.deepEqual(steps({ a: step }), pointers, JSON.stringify(step))
})

const circle = { latitude: 52.37, longitude: 4.9, radius: 150 }
const fence = { kind: 'geofence', when: 'enters', circles: [circle] }

test('an area is one to fifty circles on the earth, wherever it stands', () => {
  const inside = (inside: unknown, path = 'contact.location') => ({
    a: { kind: 'condition', test: { not: { path, inside } } },
  })
  assert.deepEqual(steps(inside(Array(50).fill(circle))), [])
  const edges = [
    { latitude: -90, longitude: -180, radius: 1 },
    { latitude: 90, longitude: 180, radius: 1_000_000 },
  ]
  assert.deepEqual(steps(inside(edges)), [])
  const at = '/steps/a/test/not/inside'
  const cases: [unknown, string[]][] = [
    [[], [at]],
    ['here', [at]],
    [null, [at]],
    [Array(51).fill(circle), [at]],
    [[{ ...circle, radius: 0 }], [`${at}/0/radius`]],
    [[circle, { ...circle, radius: 1_000_001 }], [`${at}/1/radius`]],
    [[{ ...circle, radius: '150' }], [`${at}/0/radius`]],
    [[{ ...circle, latitude: 90.01, longitude: -180.01 }], [`${at}/0/latitude`, `${at}/0/longitude`]],
    [[{ latitude: 1, radius: 1 }], [`${at}/0/longitude`]],
    [[{ ...circle, height: 3 }], [`${at}/0/height`]],
    [
      [null, 7],
      [`${at}/0`, `${at}/1`],
    ],
  ]
  for (const [given, pointers] of cases)
    assert.deepEqual(steps(inside(given)), pointers, JSON.stringify(given).slice(0, 100))
  assert.deepEqual(steps(inside([circle], 'now.location')), ['/steps/a/test/not/path'])
  const beside = { path: 'contact.location', inside: [circle], is: 'present' }
  assert.deepEqual(steps({ a: { kind: 'condition', test: beside } }), ['/steps/a/test/is'])
})

test('a geofence is an entry, a goal, an exit, what is waited for and what has happened', () => {
  const where = { path: 'was.location', inside: [circle] }
  const entry = {
    ...fence,
    attribute: 'place',
    where,
    audience: { kind: 'attribute', name: 'x', is: 'present' },
  }
  const everywhere = (match: object) => ({
    entry: match,
    goal: { ...fence, when: 'exits' },
    exits: [{ ...fence, when: 'exits' }],
    start: 'a',
    steps: {
      a: { kind: 'waitForEvent', event: fence, timeout: 'P1D', next: 'b' },
      b: { kind: 'condition', test: { happened: fence } },
    },
  })
  assert.deepEqual(faultsOf(everywhere(entry)), [])
  const wrong = { kind: 'geofence', when: 'passes', circles: [{ ...circle, radius: -1 }], firstTime: true }
  assert.deepEqual(faultsOf(everywhere(wrong)), [
    '/entry/circles/0/radius',
    '/entry/firstTime',
    '/entry/when',
  ])
  assert.deepEqual(faultsOf({ ...everywhere(entry), entry: { kind: 'geofence' } }), [
    '/entry/circles',
    '/entry/when',
  ])
  assert.deepEqual(faultsOf({ ...everywhere(entry), entry: { ...fence, attribute: '' } }), [
    '/entry/attribute',
  ])
  assert.deepEqual(
    faultsOf({ ...everywhere(entry), exits: [{ ...fence, where: { path: 'x', inside: [{}] } }] }),
    ['latitude', 'longitude', 'radius'].map(name => `/exits/0/where/inside/0/${name}`),
  )
})

test('whatever stands where an area does is refused with its place, or read', () => {
  const number = fc.oneof(fc.double(), fc.integer({ min: -200, max: 200 }), fc.anything())
  const odd = fc.record(
    { latitude: number, longitude: number, radius: number, __proto__: fc.anything() },
    { requiredKeys: [] },
  )
  const area = fc.oneof(fc.array(fc.oneof(fc.constant(circle), odd), { maxLength: 60 }), fc.jsonValue())
  fc.assert(
    fc.property(area, fc.jsonValue(), (given, attribute) => {
      const entry = JSON.parse(JSON.stringify({ ...fence, circles: given, attribute }))
      for (const field of faultsOf({ ...good, entry })) assert.match(field, /^\/entry\/(circles|attribute)/)
    }),
  )
})

test('names such as __proto__ are names, and depth is bounded', () => {
  const odd = JSON.parse(
    '{"entry":{"kind":"manual"},"start":"__proto__","steps":{"__proto__":{"kind":"exit"}}}',
  )
  assert.deepEqual(faultsOf(odd), [])
  assert.deepEqual(faultsOf({ ...good, start: 'constructor' }), ['/start'])
  let nested: object = { path: 'entry.x', is: 'present' }
  for (let n = 0; n < 50; n++) nested = { not: nested }
  assert.equal(steps({ a: { kind: 'condition', test: nested } }).length, 1)
})
