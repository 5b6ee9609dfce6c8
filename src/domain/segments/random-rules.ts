/** Rules and histories at random, for tests: of few words and few moments, so that they meet. */
import fc from 'fast-check'
import type { NaiveContact } from './naive-reference.ts'
import { readRule } from './rule.ts'

/** The present of all histories: a moment shortly after a month that is shorter than the next. */
export const present = new Date('2027-03-31T11:30:00.250Z')
/** The clocks are put forward there three days before. */
export const zone = 'Europe/Stockholm'

const dayMs = 86_400_000
const words = ['a', 'b', 'ab', 'ba', 'é𝄞']
const numbers = [-1, 0, 1, 2, 2.5, 10]
const days = [
  '2027-03-31',
  '2027-03-30',
  '2027-03-01',
  '2027-02-28',
  '1992-02-29',
  '1990-04-02',
  '2026-03-31',
]
export const schemaNames = ['visit', 'review'] as const
export const storeNames = ['s1', 's2']
export const skuNames = ['k1', 'k2', 'k3']

/** Moments around the edges of windows, and some of the time to come. */
const behind = fc.oneof(
  fc.constantFrom(
    -dayMs,
    -60_000,
    -60_001,
    -1,
    0,
    1,
    dayMs,
    dayMs - 1,
    dayMs + 1,
    2 * dayMs,
    31 * dayMs,
    7 * dayMs,
    7 * dayMs - 3_600_000,
    dayMs - 3_600_000,
    90 * 60_000,
  ),
  fc.integer({ min: -3 * dayMs, max: 40 * dayMs }),
)
export const moment = behind.map(ms => new Date(present.getTime() - ms))

const scalar = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...numbers), fc.boolean())
const value = fc.oneof(
  scalar,
  fc.constantFrom(...days, '2027-03-31T23:59:59+02:00', '', null, {}),
  fc.constantFrom(
    '2027-03-31T11:30:00.250Z',
    '2027-03-31T14:29:00+02:00',
    '2027-03-31T08:31:00-02:00',
    '2027-03-31T10:30:00.251Z',
    '2027-02-29T11:00:00Z',
    '2027-03-31T11:00:00',
    '2027-03-31T25:00:00Z',
  ),
  fc.array(scalar, { maxLength: 3 }),
)
const duration = fc.record({
  amount: fc.integer({ min: 1, max: 3 }),
  unit: fc.constantFrom('hours', 'days', 'weeks', 'months', 'years'),
})
const dayDuration = fc.record({
  amount: fc.integer({ min: 1, max: 3 }),
  unit: fc.constantFrom('days', 'weeks', 'months', 'years'),
})
const window = fc.oneof(
  duration.map(last => ({ last })),
  duration.map(beforeLast => ({ beforeLast })),
  duration.map(last => ({ last, beforeLast: { amount: 45, unit: 'minutes' } })),
  moment.map(from => ({ from: from.toISOString() })),
  moment.map(to => ({ to: to.toISOString() })),
)
const ofPattern = fc.record({
  is: fc.constant('matches'),
  pattern: fc.constantFrom('a', '^a$', '^(?:a|b)+$', '.', '[^a]', '^\\w{2}$', '\\d', 'b?a', '\\S$', '^[^]*é'),
})
const ofText = fc.record({
  is: fc.constantFrom('contains', 'startsWith', 'endsWith'),
  value: fc.constantFrom(...words),
})
const ofNumber = fc.record({
  is: fc.constantFrom('less', 'atMost', 'greater', 'atLeast'),
  value: fc.constantFrom(...numbers),
})
const ofDay = fc.record({ is: fc.constantFrom('before', 'after', 'on'), day: fc.constantFrom(...days) })
const between = fc.record({
  is: fc.constant('between'),
  from: fc.constantFrom(...numbers),
  to: fc.constantFrom(...numbers),
})
const ofDays = fc.oneof(
  fc.record({ is: fc.constantFrom('withinLast', 'withinNext'), duration: dayDuration }),
  fc.record({
    is: fc.constantFrom('anniversaryWithinLast', 'anniversaryWithinNext'),
    days: fc.constantFrom(0, 1, 3, 30, 365),
  }),
)
const ofMoments = fc.record({
  is: fc.constantFrom('withinLast', 'withinNext'),
  duration: fc.record({
    amount: fc.integer({ min: 1, max: 3 }),
    unit: fc.constantFrom('hours', 'minutes'),
  }),
})
const attributeComparison = fc.oneof(
  ofMoments,
  fc.constant({ is: 'present' }),
  scalar.map(each => ({ is: 'equal', value: each })),
  fc.record({
    is: fc.constantFrom('oneOf', 'includes'),
    values: fc.array(scalar, { minLength: 1, maxLength: 3 }),
  }),
  ofText,
  ofPattern,
  ofNumber,
  between,
  ofDay,
  ofDays,
)
const ofList = fc.record({
  is: fc.constant('includes'),
  values: fc.array(scalar, { minLength: 1, maxLength: 3 }),
})
const not = fc.constantFrom({}, {}, { not: true })
const condition = fc.oneof(
  fc.tuple(
    fc.constant({ property: 'page' }),
    not,
    fc.oneof(ofText, ofPattern, ofDay, ofDays, fc.constant({ is: 'present' })),
  ),
  fc.tuple(
    fc.constant({ property: 'page' }),
    not,
    fc.constantFrom(...words).map(each => ({ is: 'equal', value: each })),
  ),
  fc.tuple(fc.constant({ property: 'rating' }), not, fc.oneof(ofNumber, between)),
  fc.tuple(
    fc.constant({ property: 'done' }),
    not,
    fc.boolean().map(each => ({ is: 'equal', value: each })),
  ),
  fc.tuple(fc.constant({ property: 'tags' }), not, fc.oneof(ofList, fc.constant({ is: 'present' }))),
)
const single = condition.map(parts => Object.assign({}, ...parts))
const joined = fc.oneof(
  single,
  fc.array(single, { minLength: 1, maxLength: 2 }).map(any => ({ any })),
)
const small = fc.integer({ min: 0, max: 3 })
const amountOf = (numberOf: fc.Arbitrary<number>) =>
  fc.oneof(
    numberOf.map(atLeast => ({ atLeast })),
    numberOf.map(atMost => ({ atMost })),
    numberOf.map(exactly => ({ exactly })),
    fc.tuple(numberOf, numberOf).map(pair => ({ between: pair.sort((one, other) => one - other) })),
  )
const count = amountOf(small).map(amount => ({ count: amount }))
const ends = fc.oneof(
  window.map(first => ({ first })),
  window.map(last => ({ last })),
)
const aggregateOf = (of: string) =>
  fc
    .tuple(fc.constantFrom('sum', 'min', 'max', 'average'), amountOf(fc.constantFrom(...numbers)))
    .map(([name, amount]) => ({ [name]: { of, ...amount } }))
const maybe = <T>(name: string, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined }).map(each => (each === undefined ? {} : { [name]: each }))
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map(each => Object.assign({}, ...each))

/** `segmentIds` are those that a rule may ask for. */
export function randomRules(segmentIds: readonly string[] = []) {
  const schema = fc.constantFrom(...schemaNames)
  const leaf = fc.oneof(
    {
      weight: 3,
      arbitrary: merged(
        fc.constant({ kind: 'attribute' }),
        fc.constantFrom(...words).map(name => ({ name })),
        attributeComparison,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { kind: 'contactType', oneOf: ['Member'] },
        { kind: 'contactType', oneOf: ['contact', 'x'] },
      ),
    },
    { weight: 1, arbitrary: fc.boolean().map(each => ({ kind: 'approved', value: each })) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('preference'),
        channel: fc.constantFrom('email', 'sms'),
        accepts: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('consent'),
        id: fc.constantFrom('c1', 'c2'),
        value: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: window.map(within => ({ kind: 'created', within })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom({ kind: 'source', oneOf: ['web'] }, { kind: 'source', oneOf: ['x', 'pos'] }),
    },
    {
      weight: 2,
      arbitrary: fc
        .subarray(['email', 'sms', 'push', 'inApp', 'onSite', 'inline'], { minLength: 1 })
        .map(channels => ({ kind: 'reachable', channels })),
    },
    {
      weight: 4,
      arbitrary: merged(
        fc.constant({ kind: 'interactions' }),
        maybe('schema', schema),
        maybe('within', window),
        maybe('has', fc.oneof(count, ends)),
      ),
    },
    {
      weight: 4,
      arbitrary: merged(
        fc.constant({ kind: 'interactions' }),
        schema.map(each => ({ schema: each })),
        maybe('within', window),
        maybe('where', fc.array(joined, { minLength: 1, maxLength: 2 })),
        maybe('has', fc.oneof(count, ends, aggregateOf('rating'))),
      ),
    },
    {
      weight: 3,
      arbitrary: merged(
        fc.constant({ kind: 'purchases' }),
        maybe('skus', fc.subarray(skuNames, { minLength: 1 })),
        maybe('stores', fc.subarray(storeNames, { minLength: 1 })),
        maybe('within', window),
        maybe('has', fc.oneof(count, ends, aggregateOf('amount'), aggregateOf('articles'))),
      ),
    },
    {
      weight: 2,
      arbitrary: merged(
        fc.record({ kind: fc.constant('messages'), what: fc.constantFrom('sent', 'opened', 'complained') }),
        maybe('channel', fc.constantFrom('email', 'sms')),
        maybe('templateId', fc.constantFrom('t1', 't2')),
        maybe('within', window),
        maybe('has', fc.oneof(count, ends)),
      ),
    },
    ...(segmentIds.length > 0
      ? [{ weight: 2, arbitrary: fc.constantFrom(...segmentIds).map(id => ({ kind: 'segment', id })) }]
      : []),
  )
  const tree = fc.letrec<{ node: object }>(tie => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constantFrom('all', 'any'),
        of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      }),
      tie('node').map(of => ({ kind: 'not', of })),
    ),
  })).node
  const properties = new Map([
    ['page', 'string'],
    ['rating', 'number'],
    ['done', 'boolean'],
    ['tags', 'array'],
  ] as const)
  const schemas = new Map(schemaNames.map(name => [name as string, properties]))
  return tree.map(input => readRule(input, { schemas, segmentIds: new Set(segmentIds) }))
}

const values = fc.constantFrom<unknown>(...words, '2027-03-30', '1992-04-01')
export const randomPayloads = fc.record(
  {
    page: values,
    rating: fc.constantFrom(...numbers),
    done: fc.boolean(),
    tags: fc.array(scalar, { maxLength: 3 }),
  },
  { requiredKeys: [] },
)

/** A contact and its history. */
export const randomContacts: fc.Arbitrary<NaiveContact> = fc.record({
  contactType: fc.constantFrom('Member', 'Contact'),
  approved: fc.boolean(),
  source: fc.constantFrom('web', 'pos', null),
  openAddresses: fc.subarray(['email', 'sms', 'push']),
  visits: fc.dictionary(fc.constantFrom('inApp', 'onSite', 'inline'), moment),
  createdAt: moment,
  attributes: fc.dictionary(fc.constantFrom(...words), value, { maxKeys: 3 }),
  preferences: fc.dictionary(fc.constantFrom('email', 'sms', 'push', 'inApp', 'onSite'), fc.boolean()),
  consents: fc.dictionary(fc.constantFrom('c1', 'c2'), fc.boolean()),
  interactions: fc.array(
    fc.record({ schema: fc.constantFrom(...schemaNames), at: moment, payload: randomPayloads }),
    { maxLength: 6 },
  ),
  purchases: fc.array(
    fc.record({
      at: moment,
      amount: fc.constantFrom(...numbers),
      articles: fc.constantFrom(0, 1, 2),
      hasPurchase: fc.boolean(),
      store: fc.constantFrom(...storeNames),
      skus: fc.subarray(skuNames),
    }),
    { maxLength: 4 },
  ),
  messages: fc.array(
    fc.record({
      sendId: fc.constantFrom('m1', 'm2', 'm3'),
      what: fc.constantFrom('sent', 'opened', 'complained'),
      channel: fc.constantFrom('email', 'sms'),
      templateId: fc.constantFrom('t1', 't2'),
      at: moment,
    }),
    { maxLength: 4 },
  ),
  segments: fc.constant(new Set<string>()),
})
