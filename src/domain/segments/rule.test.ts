import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import { randomRules } from './random-rules.ts'
import { deepestRule, mostGathering, mostNodes, readRule } from './rule.ts'

const world = {
  schemas: new Map([
    [
      'visit',
      new Map([
        ['page', 'string'],
        ['rating', 'number'],
        ['done', 'boolean'],
        ['tags', 'array'],
      ] as const),
    ],
    [
      'review',
      new Map([
        ['page', 'string'],
        ['rating', 'number'],
        ['done', 'boolean'],
        ['tags', 'array'],
      ] as const),
    ],
  ]),
  segmentIds: new Set<string>(),
}

function faultsOf(input: unknown): string[] {
  try {
    readRule(input, world)
  } catch (error) {
    assert.ok(error instanceof DomainError && error.code === 'segment-rule-invalid')
    return (error.data as { faults: Fault[] }).faults.map(({ field }) => field)
  }
  return []
}

const leaf = { kind: 'approved', value: true }
const nested = (depth: number): unknown => {
  let rule: unknown = leaf
  for (let level = 1; level < depth; level++) rule = { kind: 'not', of: rule }
  return rule
}

test('what was read is what was sent, and can be read again', () => {
  fc.assert(
    fc.property(randomRules(), rule =>
      assert.deepEqual(readRule(JSON.parse(JSON.stringify(rule)), world), rule),
    ),
  )
})

test('a rule is bounded in depth, in nodes and in what it gathers', () => {
  assert.deepEqual(faultsOf(nested(deepestRule)), [])
  assert.deepEqual(faultsOf(nested(deepestRule + 1)), ['/of'.repeat(deepestRule)])
  const wide = (count: number, node: unknown) => ({
    kind: 'all',
    of: Array.from({ length: count }, () => node),
  })
  assert.deepEqual(faultsOf(wide(mostNodes - 1, leaf)), [])
  assert.deepEqual(faultsOf(wide(mostNodes, leaf)), [`/of/${mostNodes - 1}`])
  const gathering = { kind: 'purchases' }
  assert.deepEqual(faultsOf(wide(mostGathering, gathering)), [])
  assert.deepEqual(faultsOf(wide(mostGathering + 1, gathering)), [`/of/${mostGathering}`])
  assert.deepEqual(faultsOf(nested(10_000)), ['/of'.repeat(deepestRule)])
})

test('any JSON is read or refused', () => {
  fc.assert(fc.property(fc.jsonValue(), input => void faultsOf(input)))
  const words = fc.constantFrom(
    'kind',
    'all',
    'of',
    'interactions',
    'has',
    'count',
    'within',
    'last',
    'is',
    '__proto__',
  )
  const tree = fc.object({ key: words, values: [words, fc.integer(), fc.constant(null)], maxDepth: 4 })
  fc.assert(fc.property(tree, input => void faultsOf(input)))
})

test('what cannot be meant is refused where it stands', () => {
  const visits = (more: object) => ({ kind: 'interactions', schema: 'visit', ...more })
  const where = (condition: object) => visits({ where: [condition] })
  const cases: [unknown, string[]][] = [
    [null, ['']],
    [[], ['']],
    [{}, ['/kind']],
    [{ kind: 'all', of: [] }, ['/of']],
    [{ kind: 'approved', value: true, extra: 1 }, ['/extra']],
    [{ kind: 'attribute', name: 'a\0', is: 'present' }, ['/name']],
    [{ kind: 'attribute', name: 'age', is: 'atLeast', value: 18 }, ['/name']],
    [{ kind: 'attribute', name: 'a', is: 'contains', value: '\ud800' }, ['/value']],
    [{ kind: 'attribute', name: 'a', is: 'less', value: '1' }, ['/value']],
    [{ kind: 'attribute', name: 'a', is: 'on', day: '2027-02-29' }, ['/day']],
    [
      where({ property: 'page', is: 'withinNext', duration: { amount: 1, unit: 'hours' } }),
      ['/where/0/duration/unit'],
    ],
    [{ kind: 'preference', channel: 'fax', accepts: true }, ['/channel']],
    [{ kind: 'created', within: {} }, ['/within']],
    [
      {
        kind: 'created',
        within: { last: { amount: 1, unit: 'days' }, beforeLast: { amount: 1, unit: 'weeks' } },
      },
      ['/within'],
    ],
    [{ kind: 'created', within: { last: { amount: 1.5, unit: 'days' } } }, ['/within/last/amount']],
    [{ kind: 'created', within: { from: '2027-01-01' } }, ['/within/from']],
    [{ kind: 'created', within: { from: '2027-01-02T00:00:00Z', to: '2027-01-01T00:00:00Z' } }, ['/within']],
    [where({ property: 'page', is: 'less', value: 1 }), ['/where/0/is']],
    [where({ property: 'rating', is: 'equal', value: 'x' }), ['/where/0/is']],
    [where({ property: 'other', is: 'present' }), ['/where/0/property']],
    [where({ any: [{ property: 'other', is: 'present' }] }), ['/where/0/any/0/property']],
    [where({ any: [] }), ['/where/0/any']],
    [where({ property: 'rating', is: 'anniversaryWithinNext', days: 3 }), ['/where/0/is']],
    [where({ property: 'page', is: 'matches', pattern: '(' }), ['/where/0/pattern']],
    [where({ property: 'page', is: 'includes', values: ['a'] }), ['/where/0/is']],
    [where({ property: 'tags', is: 'equal', value: 'a' }), ['/where/0/is']],
    [visits({ has: { max: { of: 'tags', atLeast: 1 } } }), ['/has/max/of']],
    [{ kind: 'attribute', name: 'a', is: 'matches', pattern: '\\bx' }, ['/pattern']],
    [{ kind: 'attribute', name: 'a', is: 'matches', pattern: '(?:a{20}){6}' }, ['/pattern']],
    [{ kind: 'attribute', name: 'a', is: 'matches', pattern: '\\0' }, ['/pattern']],
    [{ kind: 'interactions', where: [{ property: 'page', is: 'present' }] }, ['/where']],
    [visits({ has: { count: { atLeast: -1 } } }), ['/has/count/atLeast']],
    [visits({ has: { count: { atLeast: 1, atMost: 2 } } }), ['/has/count']],
    [visits({ has: { count: { between: [2, 1] } } }), ['/has/count/between']],
    [visits({ has: { sum: { of: 'page', atLeast: 1 } } }), ['/has/sum/of']],
    [visits({ has: { sum: { atLeast: 1 } } }), ['/has/sum/of']],
    [{ kind: 'purchases', has: { sum: { of: 'luck', atLeast: 1 } } }, ['/has/sum/of']],
    [{ kind: 'messages', what: 'burnt' }, ['/what']],
    [{ kind: 'segment', id: 'x' }, ['/id']],
  ]
  for (const [input, pointers] of cases) assert.deepEqual(faultsOf(input), pointers, JSON.stringify(input))
})
