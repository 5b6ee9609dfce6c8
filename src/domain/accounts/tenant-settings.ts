import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { webengageSettings } from './webengage-settings.ts'

/**
 * What a company can decide about its own server. Every setting has a default: an empty object is a whole answer.
 * The descriptions become docs.
 */
export const TenantSettings = Type.Object(
  {
    userAgent: Type.Union([Type.Literal('required'), Type.Literal('optional')], {
      default: 'required',
      description: 'Whether a request without a User-Agent header is refused.',
    }),
    contentType: Type.Union([Type.Literal('body'), Type.Literal('all')], {
      default: 'body',
      description: 'Which requests must say Content-Type: application/json: those with a body, or all.',
    }),
    dateTimeOffset: Type.Union([Type.Literal('optional'), Type.Literal('required')], {
      default: 'optional',
      description: 'Whether a date-time without an offset is taken as UTC or refused.',
    }),
    requestsPerSecond: Type.Integer({
      default: 200,
      minimum: 1,
      description: 'More requests than this in a second are answered with 429.',
    }),
    advisedRequestsPerSecond: Type.Integer({
      default: 50,
      minimum: 1,
      description: 'Above this rate answers carry a warning header.',
    }),
    interactionSchemas: Type.Integer({
      default: 15,
      minimum: 0,
      description: 'How many interaction schemas there may be at a time.',
    }),
    segmentableProperties: Type.Integer({
      default: 6,
      minimum: 0,
      description: 'How many properties of one schema may be segmentable.',
    }),
    deliveryDays: Type.Integer({
      default: 30,
      minimum: 1,
      maximum: 3660,
      description: 'For how many days what was sent to webhooks is kept once it ended.',
    }),
    rejectedInteractionDays: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 3660,
      description:
        'For how many days rejected interactions are kept. 0: until they are replayed or discarded.',
    }),
    production: Type.Boolean({
      default: false,
      description:
        'Whether this is the real thing: its clock is not moved, no faults are injected, nothing is reset.',
    }),
    createContactDeadlineMs: Type.Integer({
      default: 30_000,
      minimum: 1,
      maximum: 600_000,
      description:
        'How many milliseconds a request to create a contact may take before it is answered with 504 and nothing is made.',
    }),
    groupCurrency: Type.String({
      default: '',
      pattern: '^([A-Z]{3})?$',
      description:
        "The company's own currency (ISO 4217), to which exchange rates of receipts lead. Empty: each receipt's own.",
    }),
    orderStatuses: Type.Array(Type.String({ maxLength: 100 }), {
      default: [],
      description: 'The order statuses that version 2 of orders may have. Empty: any.',
    }),
    paymentStatuses: Type.Array(Type.String({ maxLength: 100 }), {
      default: [],
      description: 'The payment statuses that version 2 of orders may have. Empty: any.',
    }),
    webhooks: Type.Integer({
      default: 50,
      minimum: 0,
      description: 'How many webhooks there may be, disabled ones included.',
    }),
    sendsKeptDays: Type.Integer({
      default: 400,
      minimum: 1,
      maximum: 36_500,
      description: 'After how many days a send that ended is forgotten, and its dedupe key with it.',
    }),
    outboxKeptDays: Type.Integer({
      default: 30,
      minimum: 1,
      maximum: 36_500,
      description: 'After how many days a message that was captured leaves the outbox.',
    }),
    timeZone: Type.Refine(
      Type.String({
        default: 'UTC',
        maxLength: 100,
        description:
          'Where the company is, as an IANA name such as Europe/Stockholm: days, weeks and times of day are those there.',
      }),
      isTimeZone,
      () => 'must be the IANA name of a time zone',
    ),
    ...webengageSettings,
    universalControlGroupPercent: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 100,
      description:
        'How many of a hundred contacts, always the same ones, do not enter automations that observe the universal control group.',
    }),
    endedRunsKeptDays: Type.Integer({
      default: 365,
      minimum: 1,
      maximum: 36_500,
      description:
        'How many days ended runs of automations are kept. What keeps a contact from starting again too soon stays.',
    }),
    features: Type.Array(Type.String({ maxLength: 100 }), {
      default: [],
      description: 'Features switched on ahead of their release, by name.',
    }),
  },
  { additionalProperties: false },
)

export type TenantSettings = Static<typeof TenantSettings>
export type SettingName = keyof TenantSettings

/** The stored settings with the defaults for what is not set. Names and values of other versions are dropped. */
export function toSettings(stored: unknown): TenantSettings {
  const entries = Object.entries(stored ?? {}).filter(([name, value]) => {
    const schema = schemaOf(name)
    return schema !== undefined && Value.Check(schema, value)
  })
  return { ...Value.Create(TenantSettings), ...Object.fromEntries(entries) }
}

function schemaOf(name: string) {
  return Object.hasOwn(TenantSettings.properties, name)
    ? TenantSettings.properties[name as SettingName]
    : undefined
}

/** Reads one `name=value` as an operator types it, or says what is wrong with it. */
export function readSetting(
  name: string,
  text: string,
): { name: SettingName; value: unknown } | { problem: string } {
  const schema = schemaOf(name)
  if (!schema)
    return {
      problem: `There is no setting ${name}; there are ${Object.keys(TenantSettings.properties).join(', ')}.`,
    }
  const list = text.split(',').filter(part => part !== '')
  const number = /^\d+$/.test(text) ? Number(text) : undefined
  const truth = text === 'true' ? true : text === 'false' ? false : undefined
  const value = Type.IsArray(schema)
    ? list
    : Type.IsInteger(schema)
      ? number
      : Type.IsBoolean(schema)
        ? truth
        : text
  if (!Value.Check(schema, value)) return { problem: `${text} is not a value for ${name}.` }
  return { name: name as SettingName, value }
}
