/**
 * What an automation does, as its author writes it: an entry, and steps that lead from one to the next. A step without
 * a way on is the end. Ways lead forward only; going back is the step `jump`, which counts.
 *
 * Everything is bounded: 100 steps, 64 KiB, a time-out on every wait for something.
 */
import Type, { type Static, type TSchema } from 'typebox'
import type { Circle } from '../../kernel/position.ts'
import { type SendChannel, sendChannels } from '../messaging/send-channel.ts'
import type { Rule } from '../segments/rule.ts'
import {
  Circles,
  closed,
  Duration,
  FactPath,
  OneOf,
  Text,
  TimeOfDay,
  Uuid,
  Weekdays,
  Zone,
} from './definition-parts.ts'
import { messageWays, stepShapes } from './step-shapes.ts'

export const mostSteps = 100
export const mostBytes = 65_536
/** So many branches a run may have beside itself, from all its forks. */
export const mostBranches = 20
/** How deep tests may be nested. */
export const deepest = 8

export type StepKind = keyof typeof stepShapes
export const stepKinds = Object.keys(stepShapes) as StepKind[]

type ShapeOf<K extends StepKind> = Static<ReturnType<typeof Type.Object<(typeof stepShapes)[K]>>>
export type StepOf<K extends StepKind> = { readonly kind: K } & (K extends 'condition'
  ? Omit<ShapeOf<K>, 'test'> & { readonly test: TestTree }
  : K extends 'waitForEvent'
    ? Omit<ShapeOf<K>, 'event'> & { readonly event: Match }
    : ShapeOf<K>)
export type Step = { [K in StepKind]: StepOf<K> }[StepKind]

/** The properties that name the step to go to; `splitByValue`, `splitByShare` and `fork` have more, in their lists. */
export const ways = [
  'next',
  'missed',
  'timedOut',
  'yes',
  'no',
  'otherwise',
  'refused',
  ...messageWays,
] as const

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
  /** Whether a value of the run is a position within an area. */
  | { readonly path: string; readonly inside: readonly Circle[] }
  /** A rule of segments, of the contact as it is now. */
  | { readonly rule: Rule }
  /** Something that the contact did since it entered, or within the time before now. */
  | { readonly happened: Match; readonly within?: string; readonly has?: Figure }
  /** Whether the contact can be reached on a channel. */
  | { readonly reachable: SendChannel }

/** What is asked of all that happened: how often, or of numbers in it. In the words of segments. */
export type Figure =
  | { readonly count: Bounds }
  | { readonly sum: NumbersAsked }
  | { readonly min: NumbersAsked }
  | { readonly max: NumbersAsked }
  | { readonly average: NumbersAsked }
export interface Bounds {
  readonly atLeast?: number
  readonly atMost?: number
  readonly exactly?: number
}
export type NumbersAsked = Bounds & { readonly of: string }

/** A kind of fact about one contact, and what must hold of its values: paths are of the fact, without `entry.` */
export interface Match {
  readonly kind: MatchKind
  readonly where?: TestTree
  readonly [detail: string]: unknown
}

/** What the log tells of messages. */
export const messageFacts = [
  'sent',
  'delivered',
  'bounced',
  'failed',
  'opened',
  'clicked',
  'suppressed',
  'complained',
  'dismissed',
  'cancelled',
  'unknown',
] as const

const matchDetails = {
  interaction: { schemaId: Type.Optional(Text(200)) },
  customTrigger: { triggerId: Text(100) },
  segmentEntered: { segmentId: Uuid },
  segmentLeft: { segmentId: Uuid },
  contactCreated: { contactType: Type.Optional(Text(100)) },
  contactUpdated: { attribute: Type.Optional(Text(200)) },
  /** The attribute, of which the value is a position, leads into an area or out of it. */
  geofence: { when: OneOf('enters', 'exits'), circles: Circles, attribute: Type.Optional(Text(200)) },
  consentChanged: { consentId: Type.Optional(Text(200)), value: Type.Optional(Type.Boolean()) },
  preferenceChanged: { channel: Type.Optional(Text(40)), value: Type.Optional(Type.Boolean()) },
  purchase: {
    storeExternalId: Type.Optional(Text(200)),
    /** One of these was bought. */
    skus: Type.Optional(Type.Array(Text(200), { minItems: 1, maxItems: 500 })),
  },
  order: {},
  abandonedCart: {},
  surveyAnswered: { surveyId: Type.Optional(Uuid) },
  message: {
    event: OneOf(...messageFacts),
    channel: Type.Optional(Text(40)),
    templateId: Type.Optional(Uuid),
  },
} satisfies Record<string, Record<string, TSchema>>

export type MatchKind = keyof typeof matchDetails
export const matchKinds = Object.keys(matchDetails) as MatchKind[]
export const matchShapes: Readonly<Record<string, Record<string, TSchema>>> = matchDetails

const audience = Type.Optional(Type.Unknown())
/** Relates a value of a business event to an attribute of the contact, or to a value of something that it did. */
const MappingShape = Type.Object(
  {
    path: FactPath,
    is: OneOf('equal', 'contains', 'startsWith', 'endsWith', 'less', 'atMost', 'greater', 'atLeast'),
    attribute: Type.Optional(Text(200)),
    did: Type.Optional(Type.Unknown()),
    value: Type.Optional(FactPath),
    /** How long ago it may be: a month, when nothing is said. */
    within: Type.Optional(Duration),
  },
  closed,
)
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
  businessEvent: {
    name: Text(100),
    audience,
    /** Those whom the event concerns: all must hold. */
    mapping: Type.Optional(Type.Array(MappingShape, { minItems: 1, maxItems: 5 })),
    /** The events of a stretch of time come together, at this time and every so often. Without it: each at once. */
    batch: Type.Optional(
      Type.Object({ every: OneOf('hour', 'sixHours', 'twelveHours', 'day'), time: TimeOfDay }, closed),
    ),
  },
  /** When the automation is started: those who are in the audience then. */
  whenStarted: { audience },
  manual: {},
} satisfies Record<string, Record<string, TSchema>>

export type OccasionKind = keyof typeof occasionShapes
export const occasionKinds = Object.keys(occasionShapes) as OccasionKind[]
export type OccasionOf<K extends OccasionKind> = { readonly kind: K } & Static<
  ReturnType<typeof Type.Object<(typeof occasionShapes)[K]>>
>

export type Mapping = Omit<Static<typeof MappingShape>, 'did'> & { readonly did?: Match }

/** What an entry may have beside its match. */
export const entryDetails: Readonly<Record<string, Record<string, TSchema>>> = {
  /** Only the first fact of a contact that fits counts. */
  interaction: { firstTime: Type.Optional(Type.Boolean()) },
  /** Those who are members when the automation is started enter, too. */
  segmentEntered: { withMembers: Type.Optional(Type.Boolean()) },
}
export type FactEntry = Match & {
  readonly firstTime?: boolean
  readonly withMembers?: boolean
  /** Whoever does not fulfil it does not enter. */
  readonly audience?: Rule
}
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
  /** So many of a hundred never enter, always the same ones; nor does, if it says so, the control group of the tenant. */
  controlGroup: Type.Object(
    {
      percent: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
      universal: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
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
  readonly controlGroup?: Static<typeof settingShapes.controlGroup>
  readonly quietHours?: Static<typeof settingShapes.quietHours>
  readonly frequencyCap?: Static<typeof settingShapes.frequencyCap>
}

export function isOccasion(entry: Entry): entry is Exclude<Entry, FactEntry> {
  return (occasionKinds as readonly string[]).includes(entry.kind)
}
