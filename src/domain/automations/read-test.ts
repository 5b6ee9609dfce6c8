import Type from 'typebox'
import type { Fault } from '../../kernel/domain-error.ts'
import { sendChannels } from '../messaging/send-channel.ts'
import { deepest, type MatchKind, matchKinds, matchShapes, operators } from './definition.ts'
import { Circles, Duration, FactPath, Path } from './definition-parts.ts'
import type { RuleReader } from './rule-reader.ts'
import { isObject, shapeFaults } from './shape-faults.ts'

export interface TestReading {
  readonly faults: Fault[]
  readonly rules: RuleReader
  readonly depth: number
  /** Of the values of a fact alone: no rules, and paths begin in it. */
  readonly isOfFact: boolean
}

const mostBranches = 20
const closed = { additionalProperties: false }
const comparison = (path: typeof Path) =>
  Type.Object(
    {
      path,
      is: Type.Enum([...operators]),
      value: Type.Optional(Type.Unknown()),
      valueFrom: Type.Optional(path),
      values: Type.Optional(Type.Unknown()),
    },
    closed,
  )
const inside = (path: typeof Path) => Type.Object({ path, inside: Circles }, closed)
const OfRun = { comparison: comparison(Path), inside: inside(Path) }
const OfFact = { comparison: comparison(FactPath), inside: inside(FactPath) }
const bounds = {
  atLeast: Type.Optional(Type.Number()),
  atMost: Type.Optional(Type.Number()),
  exactly: Type.Optional(Type.Number()),
}
const numbers = Type.Optional(Type.Object({ of: FactPath, ...bounds }, { ...closed, minProperties: 2 }))
const HasFigure = Type.Object(
  {
    count: Type.Optional(Type.Object(bounds, { ...closed, minProperties: 1 })),
    sum: numbers,
    min: numbers,
    max: numbers,
    average: numbers,
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
)
const Happened = Type.Object(
  { happened: Type.Unknown(), within: Type.Optional(Duration), has: Type.Optional(HasFigure) },
  closed,
)
const Reachable = Type.Object({ reachable: Type.Enum([...sendChannels]) }, closed)

/** Adds to `faults` what is wrong with a test. */
export function readTest(value: unknown, at: string, reading: TestReading): void {
  const { faults, depth, isOfFact, rules } = reading
  const fault = (message: string) => void faults.push({ field: at, message })
  const inner = { ...reading, depth: depth + 1 }
  const has = (word: string) => Object.hasOwn(value as object, word)
  if (!isObject(value)) fault('must be a test: an object')
  else if (depth > deepest) fault(`is nested more than ${deepest} levels deep`)
  else if (has('all')) readBranches(value, 'all', at, inner)
  else if (has('any')) readBranches(value, 'any', at, inner)
  else if (has('not')) {
    standsAlone(value, 'not', at, faults)
    readTest(value.not, `${at}/not`, inner)
  } else if (has('inside')) faults.push(...shapeFaults((isOfFact ? OfFact : OfRun).inside, value, at))
  else if (has('path')) {
    faults.push(...shapeFaults((isOfFact ? OfFact : OfRun).comparison, value, at))
    readOperand(value, at, faults)
  } else if (isOfFact) fault('must have one of all, any, not, path')
  else if (has('happened')) {
    faults.push(...shapeFaults(Happened, value, at))
    readMatch(value.happened, `${at}/happened`, inner)
  } else if (has('rule')) {
    standsAlone(value, 'rule', at, faults)
    faults.push(...rules.faultsOf(value.rule, `${at}/rule`))
  } else if (has('reachable')) faults.push(...shapeFaults(Reachable, value, at))
  else fault('must have one of all, any, not, path, rule, happened, reachable')
}

type Given = Readonly<Record<string, unknown>>

function readBranches(value: Given, word: 'all' | 'any', at: string, inner: TestReading) {
  const { faults } = inner
  standsAlone(value, word, at, faults)
  const branches = value[word]
  if (!Array.isArray(branches) || branches.length === 0 || branches.length > mostBranches)
    faults.push({ field: `${at}/${word}`, message: `must be a list of 1 to ${mostBranches} tests` })
  else for (const [n, branch] of branches.entries()) readTest(branch, `${at}/${word}/${n}`, inner)
}

function standsAlone(value: Given, word: string, at: string, faults: Fault[]) {
  if (Object.keys(value).length > 1)
    faults.push({ field: at, message: `has something beside ${word}, which stands alone` })
}

function readOperand(test: Readonly<Record<string, unknown>>, at: string, faults: Fault[]) {
  const { is, value, values, valueFrom } = test
  const fault = (name: string, message: string) => void faults.push({ field: `${at}/${name}`, message })
  const isPlain = (each: unknown) => ['string', 'number', 'boolean'].includes(typeof each)
  if (value !== undefined && (is === 'present' || is === 'oneOf')) fault('value', `has no place beside ${is}`)
  if (valueFrom !== undefined && (value !== undefined || is === 'present' || is === 'oneOf'))
    fault('valueFrom', 'stands instead of a value')
  if (values !== undefined && is !== 'oneOf') fault('values', `has no place beside ${is}`)
  if (is === 'oneOf') {
    if (!Array.isArray(values) || values.length === 0 || values.length > 100 || !values.every(isPlain))
      fault('values', 'must be a list of 1 to 100 plain values')
  } else if (is !== 'present' && valueFrom === undefined && !isPlain(value))
    fault('value', 'must be a text, a number, true or false')
  else if (typeof value === 'string' && value.length > 1000)
    fault('value', 'must not be longer than 1000 characters')
}

/** Adds to `faults` what is wrong with what is to happen to a contact. `more` may stand in it, too. */
export function readMatch(
  value: unknown,
  at: string,
  reading: TestReading,
  more: Parameters<typeof Type.Object>[0] = {},
): void {
  const { faults } = reading
  if (!isObject(value)) return void faults.push({ field: at, message: 'must be an object with a kind' })
  const { kind } = value
  if (!matchKinds.includes(kind as MatchKind))
    return void faults.push({ field: `${at}/kind`, message: `must be one of ${matchKinds.join(', ')}` })
  const shape = Type.Object(
    { kind: Type.String(), where: Type.Optional(Type.Unknown()), ...matchShapes[kind as string], ...more },
    { additionalProperties: false },
  )
  faults.push(...shapeFaults(shape, value, at))
  if (value.where !== undefined) readTest(value.where, `${at}/where`, { ...reading, isOfFact: true })
}
