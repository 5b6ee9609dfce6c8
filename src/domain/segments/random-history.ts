/** What can happen in a company, at random, for tests of live segments. */
import fc from 'fast-check'
import { newId } from '../../kernel/ids.ts'
import {
  moment,
  randomPayloads,
  randomRules,
  schemaNames,
  skuNames,
  storeNames,
  zone,
} from './random-rules.ts'
import type { Rule } from './rule.ts'

/** Schemas of these histories are made, not learnt: they have no lists. */
const rulesWithoutLists = (ids: readonly string[]) =>
  randomRules(ids).filter(rule => !JSON.stringify(rule).includes('"tags"'))

/** Stand in rules for segments that have no id yet. */
export const placeholders = { list: newId(), first: newId() }
export const contactCount = 4
const who = fc.nat({ max: contactCount - 1 })
const jumps = fc.constantFrom(
  1,
  1000,
  90 * 60_000,
  86_400_000,
  40 * 86_400_000,
  -1000,
  -86_400_000,
  -30 * 86_400_000,
)

/** What can happen. What cannot be done, such as with a contact that is gone, is left out when its turn comes. */
export const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('interact' as const),
      who,
      schema: fc.constantFrom(...schemaNames),
      at: moment,
      payload: randomPayloads,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('delete interaction' as const), which: fc.nat({ max: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('update' as const),
      who,
      name: fc.constantFrom('a', 'b', 'ab'),
      value: fc.constantFrom<unknown>(
        'a',
        'b',
        1,
        2,
        '2027-04-01',
        '1992-02-29',
        '2027-03-31T13:30:01+02:00',
        null,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      who,
      accepts: fc.boolean(),
      consents: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('create' as const), who, approved: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      who,
      at: moment,
      store: fc.constantFrom(...storeNames),
      sku: fc.constantFrom(...skuNames),
      amount: fc.constantFrom('1', '10', '-1'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('read message' as const),
      who,
      what: fc.constantFrom('sent', 'opened'),
      sendId: fc.constantFrom('m1', 'm2'),
      at: moment,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('suppress' as const), who, isWanted: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('device' as const), who, isAdded: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('visit' as const),
      who,
      channel: fc.constantFrom('inApp' as const, 'onSite' as const, 'inline' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('merge' as const), who, other: who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move zone' as const),
      zone: fc.constantFrom('UTC', zone, 'Pacific/Auckland', 'America/Havana'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), who, isIn: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('delete schema' as const),
      schema: fc.constantFrom(...schemaNames),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('change rule' as const),
      rule: rulesWithoutLists([placeholders.list]),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('move clock' as const), by: jumps, freeze: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      what: fc.constantFrom('interactions', 'events', 'removals', 'sweep', 'compute', 'settle'),
    }),
  },
)
/** Half of all rules ask for what is recent. */
const recently = fc
  .record({
    schema: fc.constantFrom(...schemaNames),
    window: fc.constantFrom('last', 'beforeLast'),
    unit: fc.constantFrom('hours', 'days', 'months'),
    count: fc.constantFrom({ atLeast: 1 }, { atLeast: 2 }, { exactly: 1 }, { atMost: 0 }),
  })
  .map(({ schema, window, unit, count }) => {
    const within = { [window]: { amount: 1, unit } }
    return { kind: 'interactions', schema, within, has: { count } } as unknown as Rule
  })
export const rules = (ids: readonly string[]) => fc.oneof(recently, rulesWithoutLists(ids))
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never
