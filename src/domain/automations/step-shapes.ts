/** The steps, each with its properties. */
import Type, { type TSchema } from 'typebox'
import { channels } from '../contacts/contact.ts'
import { sendChannels } from '../messaging/send-channel.ts'
import {
  closed,
  Duration,
  Match,
  OneOf,
  Path,
  SignedDuration,
  Slot,
  StepId,
  Text,
  TimeOfDay,
  Uuid,
  Way,
  Weekdays,
  Zone,
} from './definition-parts.ts'

/** Plain, or `{from: path}`, or `{template: Liquid}`, or `{increaseBy: number or duration}` where there is something to increase. */
const Value = Type.Unknown()
const Values = Type.Record(Type.String({ maxLength: 200 }), Value, { maxProperties: 50 })

/** What can become of a message, as ways of `waitForMessage`. */
export const messageWays = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'dismissed',
  'bounced',
  'failed',
  'unsubscribed',
] as const
export type MessageWay = (typeof messageWays)[number]

/** A test is read node by node: see read-test.ts. */
const Test = Type.Unknown()

const next = Way
/** So many calls a minute, of all that go by this name. */
const Throttle = Type.Optional(
  Type.Object({ name: Text(100), perMinute: Type.Integer({ minimum: 1, maximum: 10_000 }) }, closed),
)
export const stepShapes = {
  wait: { for: Duration, next },
  waitForDate: {
    date: Text(500),
    offset: Type.Optional(SignedDuration),
    /** So long after the date it is not missed yet. */
    grace: Type.Optional(Duration),
    next,
    missed: Way,
  },
  /** A time, or one of several slots. */
  waitForTime: {
    time: Type.Optional(TimeOfDay),
    weekdays: Weekdays,
    slots: Type.Optional(Type.Array(Slot, { minItems: 1, maxItems: 20 })),
    zone: Zone,
    next,
  },
  waitForEvent: { event: Match, timeout: Duration, next, timedOut: Way },
  /** What becomes of the message of an earlier step: the way of what happens first. */
  waitForMessage: {
    step: StepId,
    timeout: Duration,
    ...Object.fromEntries(messageWays.map(way => [way, Way])),
    timedOut: Way,
  } as { step: typeof StepId; timeout: typeof Duration; timedOut: typeof Way } & Record<
    MessageWay,
    typeof Way
  >,
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
  /** All ways are taken, each by a branch of its own. */
  fork: { branches: Type.Array(Type.Object({ next: StepId }, closed), { minItems: 2, maxItems: 10 }) },
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
    throttle: Throttle,
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
    throttle: Throttle,
    /** Under which name later steps find the reply: `replies.<name>.status`, `replies.<name>.body`. */
    saveAs: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,49}$' })),
    next,
    failed: Way,
  },
  jump: { to: StepId, most: Type.Integer({ minimum: 1, maximum: 1000 }), otherwise: Way },
  exit: { reason: Type.Optional(Text(200)) },
} satisfies Record<string, Record<string, TSchema>>
