import Type from 'typebox'
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { storageFaults } from '../../kernel/storable.ts'
import { isTimeZone } from '../../kernel/time-zone.ts'
import type { RuleWorld } from '../segments/rule.ts'
import {
  type Definition,
  entryDetails,
  matchKinds,
  mostBytes,
  mostSteps,
  type OccasionKind,
  occasionKinds,
  occasionShapes,
  type StepKind,
  settingShapes,
  stepKinds,
} from './definition.ts'
import { automationInvalid } from './errors.ts'
import { graphFaults } from './graph.ts'
import { readMatch, readTest, type TestReading } from './read-test.ts'
import { readTemplate, readValues } from './read-values.ts'
import { printForm } from './render-values.ts'
import { createRuleReader, type RuleReader } from './rule-reader.ts'
import { isObject, shapeFaults } from './shape-faults.ts'
import { stepShapes } from './step-shapes.ts'

const closed = { additionalProperties: false }
const Whole = Type.Object(
  {
    entry: Type.Unknown(),
    start: Type.String(),
    steps: Type.Unknown(),
    goal: Type.Optional(Type.Unknown()),
    exits: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 20 })),
    ...Object.fromEntries(
      Object.entries(settingShapes).map(([name, shape]) => [
        name,
        Type.Optional(shape as typeof settingShapes.frequency),
      ]),
    ),
  },
  closed,
)

/** The definition that was sent, with its rules in their normal form. Throws `automation-invalid` with all faults. */
export function readDefinition(input: unknown, world: RuleWorld): Definition {
  const read = tryDefinition(input, world)
  if ('faults' in read) throw automationInvalid(read.faults)
  return read.definition
}

/** The same for who only asks. */
export function tryDefinition(
  input: unknown,
  world: RuleWorld,
): { readonly definition: Definition } | { readonly faults: readonly Fault[] } {
  const rules = createRuleReader(world)
  const faults = definitionFaults(input, rules)
  return faults.length > 0 ? { faults } : { definition: rules.normalised(input) as Definition }
}

const mostFaults = 100

function definitionFaults(input: unknown, rules: RuleReader): readonly Fault[] {
  const unstorable = storageFaults(input)
  if (unstorable.length > 0) return unstorable
  if (Buffer.byteLength(JSON.stringify(input) ?? '') > mostBytes)
    return [{ field: '', message: `must not be longer than ${mostBytes} bytes` }]
  if (!isObject(input)) return [{ field: '', message: 'must be an object' }]
  const faults = shapeFaults(Whole, input, '')
  const reading: TestReading = { faults, rules, depth: 1, isOfFact: false }
  if (input.entry !== undefined) readEntry(input.entry, reading)
  if (input.goal !== undefined) readMatch(input.goal, '/goal', reading)
  if (Array.isArray(input.exits))
    for (const [n, exit] of input.exits.slice(0, 20).entries()) readMatch(exit, `/exits/${n}`, reading)
  if (isObject(input.quietHours)) readZone(input.quietHours.zone, '/quietHours/zone', faults)
  if (isObject(input.quietHours) && input.quietHours.from === input.quietHours.to)
    faults.push({ field: '/quietHours/to', message: 'must differ from the beginning' })
  if (input.steps !== undefined) readSteps(input.steps, reading)
  if (faults.length === 0) faults.push(...graphFaults(input as unknown as Definition))
  return faults.slice(0, mostFaults)
}

function readEntry(entry: unknown, reading: TestReading) {
  const { faults, rules } = reading
  const kind = isObject(entry) ? entry.kind : undefined
  const isOccasion = occasionKinds.includes(kind as OccasionKind)
  if (!isOccasion && !matchKinds.includes(kind as never))
    return void faults.push({
      field: '/entry/kind',
      message: `must be one of ${[...matchKinds, ...occasionKinds].join(', ')}`,
    })
  if (isOccasion) {
    const shape = { kind: Type.String(), ...occasionShapes[kind as OccasionKind] }
    faults.push(...shapeFaults(Type.Object(shape, closed), entry, '/entry'))
  } else {
    const more = { ...entryDetails[kind as string], audience: Type.Optional(Type.Unknown()) }
    readMatch(entry, '/entry', reading, more)
  }
  const { audience, mapping } = entry as { audience?: unknown; mapping?: unknown }
  if (audience !== undefined) faults.push(...rules.faultsOf(audience, '/entry/audience'))
  if (Array.isArray(mapping)) readMapping(mapping, reading)
}

/** Each relates to an attribute, or to a value of something that the contact did. */
function readMapping(mapping: readonly unknown[], reading: TestReading) {
  for (const [n, each] of mapping.slice(0, 5).entries()) {
    if (!isObject(each)) continue
    const at = `/entry/mapping/${n}`
    const isOfAttribute = each.attribute !== undefined
    if (isOfAttribute === (each.did !== undefined) || (each.did !== undefined) !== (each.value !== undefined))
      reading.faults.push({ field: at, message: 'must have an attribute, or did and a value of it' })
    if (each.did !== undefined) readMatch(each.did, `${at}/did`, reading)
  }
}

function readSteps(steps: unknown, reading: TestReading) {
  const { faults } = reading
  if (!isObject(steps))
    return void faults.push({ field: '/steps', message: 'must be an object, a step by its id' })
  const entries = Object.entries(steps)
  if (entries.length === 0 || entries.length > mostSteps)
    return void faults.push({ field: '/steps', message: `must have 1 to ${mostSteps} steps` })
  for (const [id, step] of entries) {
    const at = `/steps${pointerTo(id)}`
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(id))
      faults.push({ field: at, message: 'has an id that is not made of letters, digits, _ and -' })
    const kind = isObject(step) ? (step.kind as StepKind) : undefined
    if (!isObject(step) || !kind || !stepKinds.includes(kind))
      faults.push({ field: `${at}/kind`, message: `must be one of ${stepKinds.join(', ')}` })
    else readStep(kind, step, at, reading)
  }
}

function readStep(kind: StepKind, step: Readonly<Record<string, unknown>>, at: string, reading: TestReading) {
  const { faults } = reading
  faults.push(...shapeFaults(Type.Object({ kind: Type.String(), ...stepShapes[kind] }, closed), step, at))
  if (kind === 'condition' && step.test !== undefined) readTest(step.test, `${at}/test`, reading)
  if (kind === 'waitForEvent' && step.event !== undefined) readMatch(step.event, `${at}/event`, reading)
  if (kind === 'waitForTime') readTimes(step, at, faults)
  if (kind === 'updateContact') readValues(step.attributes, `${at}/attributes`, true, faults)
  if (kind === 'recordInteraction') readValues(step.payload, `${at}/payload`, false, faults)
  if (kind === 'splitByShare' && Array.isArray(step.shares)) {
    const sum = step.shares.reduce((total: number, share) => total + (Number(share?.percent) || 0), 0)
    if (sum !== 100) faults.push({ field: `${at}/shares`, message: `must make 100 percent, and make ${sum}` })
  }
  if (kind === 'callApi' || kind === 'webhook') {
    readUrl(step.url, `${at}/url`, faults)
    for (const text of ['url', 'body']) readTemplate(step[text], `${at}/${text}`, faults)
    if (isObject(step.headers))
      for (const [name, value] of Object.entries(step.headers)) {
        const place = `${at}/headers${pointerTo(name)}`
        if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
          faults.push({ field: place, message: 'is no name of a header' })
        readTemplate(value, place, faults)
      }
  }
}

function readTimes(
  { time, weekdays, slots, zone }: Readonly<Record<string, unknown>>,
  at: string,
  faults: Fault[],
) {
  readZone(zone, `${at}/zone`, faults)
  if ((time === undefined) === (slots === undefined) || (slots !== undefined && weekdays !== undefined))
    faults.push({ field: at, message: 'must have a time, perhaps with weekdays, or slots' })
  if (!Array.isArray(slots)) return
  for (const [n, slot] of slots.slice(0, 20).entries())
    if (isObject(slot) && !(String(slot.from) < String(slot.to)))
      faults.push({ field: `${at}/slots/${n}/to`, message: 'must be later than the beginning' })
}

/** The host is fixed by the author: what a contact brings goes into the path and the query alone. */
function readUrl(url: unknown, at: string, faults: Fault[]) {
  if (typeof url !== 'string') return
  if (/[{}]/.test(url.replace(printForm, '')))
    faults.push({ field: at, message: 'may only print, with {{ … }}: what is printed is encoded' })
  const origin = /^https?:\/\/([^/?#\s]+)/i.exec(url)?.[1]
  const isPlain = origin !== undefined && !/[{}@\\]/.test(origin) && URL.canParse(`https://${origin}`)
  if (!isPlain)
    faults.push({ field: at, message: 'must be http:// or https:// with a host that is written out' })
}

function readZone(zone: unknown, at: string, faults: Fault[]) {
  if (zone === undefined || zone === 'tenant' || zone === 'contact' || isTimeZone(zone)) return
  faults.push({
    field: at,
    message: 'must be tenant, contact, or the name of a time zone, such as Europe/Stockholm',
  })
}
