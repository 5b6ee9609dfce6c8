/**
 * What an automation does, as its author writes it: an entry, and steps that lead from one to the next. A step without
 * a way on is the end. Ways lead forward only; going back is the step `jump`, which counts.
 *
 * Everything is bounded: 100 steps, 64 KiB, a time-out on every wait for something.
 */
import Type, { type Static, type TSchema } from 'typebox'
import { channels } from '../contacts/contact.ts'
import { sendChannels } from '../messaging/send-channel.ts'
import type { Rule } from '../segments/rule.ts'

export const mostSteps = 100
export const mostBytes = 65_536
/** How deep tests may be nested. */
export const deepest = 8

const closed = { additionalProperties: false }
const Text = (most: number) => Type.String({ minLength: 1, maxLength: most })
const OneOf = <const T extends string[]>(...words: T) => Type.Enum(words)

const durationForm =
  '^P(?=\\d|T\\d)(\\d{1,2}Y)?(\\d{1,3}M)?(\\d{1,3}W)?(\\d{1,4}D)?(T(?=\\d)(\\d{1,5}H)?(\\d{1,6}M)?(\\d{1,8}S)?)?$'
/** ISO 8601: P2D, PT30M. Days and longer are days of a calendar in the tenant's zone. */
export const Duration = Type.String({ pattern: durationForm, maxLength: 40 })
const SignedDuration = Type.String({ pattern: durationForm.replace('^', '^-?'), maxLength: 41 })
const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const StepId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' })
const Way = Type.Optional(StepId)
/** `tenant`, `contact` (its attribute timeZone, else the tenant's), or the name of a zone. */
const Zone = Type.Optional(Text(100))
/** `entry.rating`, `contact.firstName`, `replies.score.value`, `event.items.0.sku`. */
export const Path = Type.String({
  pattern: '^(entry|contact|replies|event)(\\.[^.]{1,100}){1,10}$',
  maxLength: 500,
})
const Uuid = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' })

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
const Weekdays = Type.Optional(Type.Array(OneOf(...weekdays), { minItems: 1, maxItems: 7 }))

/** Plain, or `{from: path}`, or `{template: Liquid}`, or `{increaseBy: number}` where there is something to increase. */
const Value = Type.Unknown()
const Values = Type.Record(Type.String({ maxLength: 200 }), Value, { maxProperties: 50 })

/** A test is read node by node: see read-test.ts. */
const Test = Type.Unknown()
/** So is what happens to a contact: see read-match.ts. */
const Match = Type.Unknown()

const next = Way
export const stepShapes = {
  wait: { for: Duration, next },
  waitForDate: { date: Text(500), offset: Type.Optional(SignedDuration), next, missed: Way },
  waitForTime: { time: TimeOfDay, weekdays: Weekdays, zone: Zone, next },
  waitForEvent: { event: Match, timeout: Duration, next, timedOut: Way },
  condition: { test: Test, yes: Way, no: Way },
  splitByValue: {
    path: Path,
    cases: Type.Array(Type.Object({ equal: Value, next: Way }, closed), { minItems: 1, maxItems: 20 }),
    otherwise: Way,
  },
  splitByShare: {
    shares: Type.Array(
      Type.Object({ percent: Type.Integer({ minimum: 0, maximum: 100 }), next: Way }, closed),
      { minItems: 2, maxItems: 10 },
    ),
  },
  updateContact: {
    attributes: Type.Optional(Values),
    preferences: Type.Optional(
      Type.Object(
        Object.fromEntries(channels.map(channel => [channel, Type.Optional(Type.Boolean())])),
        closed,
      ),
    ),
    consents: Type.Optional(
      Type.Array(Type.Object({ id: Text(200), value: Type.Boolean() }, closed), { maxItems: 20 }),
    ),
    next,
    refused: Way,
  },
  addToList: { listId: Uuid, next },
  removeFromList: { listId: Uuid, next },
  recordInteraction: { schemaId: Text(200), payload: Values, next, refused: Way },
  sendMessage: {
    channel: OneOf(...sendChannels),
    templateId: Uuid,
    /** Whether quiet hours and the cap of the automation hold for it. */
    ignoresLimits: Type.Optional(Type.Boolean()),
    next,
  },
  webhook: {
    url: Text(2000),
    headers: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }), { maxProperties: 20 }),
    ),
    next,
  },
  callApi: {
    method: OneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    /** Liquid, as are the headers' values and the body. What it prints into the address is encoded. */
    url: Text(2000),
    headers: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }), { maxProperties: 20 }),
    ),
    body: Type.Optional(Type.String({ maxLength: 20_000 })),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 15_000 })),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
    /** Under which name later steps find the reply: `replies.<name>.status`, `replies.<name>.body`. */
    saveAs: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,49}$' })),
    next,
    failed: Way,
  },
  jump: { to: StepId, most: Type.Integer({ minimum: 1, maximum: 1000 }), otherwise: Way },
  exit: { reason: Type.Optional(Text(200)) },
} satisfies Record<string, Record<string, TSchema>>

export type StepKind = keyof typeof stepShapes
export const stepKinds = Object.keys(stepShapes) as StepKind[]

type ShapeOf<K extends StepKind> = Static<ReturnType<typeof Type.Object<(typeof stepShapes)[K]>>>
export type StepOf<K extends StepKind> = { readonly kind: K } & (K extends 'condition'
  ? Omit<ShapeOf<K>, 'test'> & { readonly test: TestTree }
  : K extends 'waitForEvent'
    ? Omit<ShapeOf<K>, 'event'> & { readonly event: Match }
    : ShapeOf<K>)
export type Step = { [K in StepKind]: StepOf<K> }[StepKind]

/** The properties that name the step to go to; `splitByValue` and `splitByShare` have more, in their lists. */
export const ways = ['next', 'missed', 'timedOut', 'yes', 'no', 'otherwise', 'refused', 'failed'] as const

/** In the words of rules of segments. */
export const operators = [
  'present',
  'equal',
  'oneOf',
  'contains',
  'startsWith',
  'endsWith',
  'less',
  'atMost',
  'greater',
  'atLeast',
] as const
export type Operator = (typeof operators)[number]

export type TestTree =
  | { readonly all: readonly TestTree[] }
  | { readonly any: readonly TestTree[] }
  | { readonly not: TestTree }
  /** A value of the run. */
  | {
      readonly path: string
      readonly is: Operator
      readonly value?: unknown
      /** Another path instead of a value. */
      readonly valueFrom?: string
      readonly values?: readonly unknown[]
    }
  /** A rule of segments, of the contact as it is now. */
  | { readonly rule: Rule }
  /** Something that the contact did since it entered, or within the time before now. */
  | { readonly happened: Match; readonly within?: string }

/** A kind of fact about one contact, and what must hold of its values: paths are of the fact, without `entry.` */
export interface Match {
  readonly kind: MatchKind
  readonly where?: TestTree
  readonly [detail: string]: unknown
}

const matchDetails = {
  interaction: { schemaId: Type.Optional(Text(200)) },
  customTrigger: { triggerId: Text(100) },
  segmentEntered: { segmentId: Uuid },
  segmentLeft: { segmentId: Uuid },
  contactCreated: { contactType: Type.Optional(Text(100)) },
  contactUpdated: { attribute: Type.Optional(Text(200)) },
  consentChanged: { consentId: Type.Optional(Text(200)), value: Type.Optional(Type.Boolean()) },
  preferenceChanged: { channel: Type.Optional(Text(40)), value: Type.Optional(Type.Boolean()) },
  purchase: { storeExternalId: Type.Optional(Text(200)) },
  order: {},
  abandonedCart: {},
  surveyAnswered: { surveyId: Type.Optional(Uuid) },
  message: {
    event: OneOf('sent', 'delivered', 'bounced', 'failed', 'opened', 'clicked', 'suppressed'),
    channel: Type.Optional(Text(40)),
    templateId: Type.Optional(Uuid),
  },
} satisfies Record<string, Record<string, TSchema>>

export type MatchKind = keyof typeof matchDetails
export const matchKinds = Object.keys(matchDetails) as MatchKind[]
export const matchShapes: Readonly<Record<string, Record<string, TSchema>>> = matchDetails

const audience = Type.Optional(Type.Unknown())
/** Entries that no single fact of a contact makes. */
export const occasionShapes = {
  date: {
    attribute: Text(200),
    repeats: OneOf('yearly', 'once'),
    offsetDays: Type.Optional(Type.Integer({ minimum: -365, maximum: 365 })),
    time: TimeOfDay,
    audience,
  },
  schedule: {
    time: TimeOfDay,
    every: OneOf('day', 'week', 'month'),
    weekdays: Weekdays,
    dayOfMonth: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
    audience,
  },
  businessEvent: { name: Text(100), audience },
  manual: {},
} satisfies Record<string, Record<string, TSchema>>

export type OccasionKind = keyof typeof occasionShapes
export const occasionKinds = Object.keys(occasionShapes) as OccasionKind[]
type OccasionOf<K extends OccasionKind> = { readonly kind: K } & Static<
  ReturnType<typeof Type.Object<(typeof occasionShapes)[K]>>
>

/** With `firstTime` only the first fact of a contact that fits counts. */
export type FactEntry = Match & { readonly firstTime?: boolean }
export type Entry = FactEntry | { [K in OccasionKind]: OccasionOf<K> }[OccasionKind]

export const limits = ['everyTime', 'once', 'day', 'week', 'month', 'quarter', 'halfYear', 'year'] as const
export const settingShapes = {
  /** How often one contact may start. A calendar period begins on the tenant's clock on the wall. */
  frequency: Type.Object(
    {
      limit: OneOf(...limits),
      period: Type.Optional(OneOf('calendar', 'rolling')),
      whileRunning: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  /** So many of a hundred never enter, always the same ones. */
  controlGroup: Type.Object({ percent: Type.Integer({ minimum: 0, maximum: 100 }) }, closed),
  quietHours: Type.Object({ from: TimeOfDay, to: TimeOfDay, zone: Zone }, closed),
  /** A message is left out when the contact got so many on its channel, of whatever origin. */
  frequencyCap: Type.Array(
    Type.Object(
      {
        channel: OneOf(...sendChannels),
        most: Type.Integer({ minimum: 1, maximum: 1000 }),
        within: Duration,
      },
      closed,
    ),
    { maxItems: 10 },
  ),
} satisfies Record<string, TSchema>

export interface Definition {
  readonly entry: Entry
  readonly start: string
  readonly steps: Readonly<Record<string, Step>>
  readonly frequency?: Static<typeof settingShapes.frequency>
  /** The run has reached what it was for when this happens, and ends. */
  readonly goal?: Match
  /** The run ends when one of these happens. */
  readonly exits?: readonly Match[]
  readonly controlGroup?: { readonly percent: number }
  readonly quietHours?: Static<typeof settingShapes.quietHours>
  readonly frequencyCap?: Static<typeof settingShapes.frequencyCap>
}

export function isOccasion(entry: Entry): entry is Exclude<Entry, FactEntry> {
  return (occasionKinds as readonly string[]).includes(entry.kind)
}
