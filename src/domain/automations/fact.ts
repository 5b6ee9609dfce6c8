/**
 * A fact that automations listen to: an interaction, or one of the log `events`. Every kind of match says which types
 * of facts it means and what of their data is looked at.
 */
import type { LogName } from '../../storage/log/heads.ts'
import { type Match, type MatchKind, messageFacts } from './definition.ts'
import { crossesArea } from './geofence.ts'
import { holds, isSame } from './value-test.ts'

export const interactionType = 'interaction'

export interface Fact {
  readonly id: string
  readonly seq: number
  /** `interaction`, or a type of the log `events`. */
  readonly type: string
  /** Of an interaction. */
  readonly schemaId: string | null
  readonly contactId: string
  readonly at: Date
  readonly data: Readonly<Record<string, unknown>>
}

type Data = Readonly<Record<string, unknown>>
interface KindOfMatch {
  readonly types: (match: Match) => readonly string[]
  /** Whether the details of a match hold of a fact of its types. */
  readonly fits?: (match: Match, fact: Fact) => boolean
}

const own = (data: Data, name: string): unknown => (Object.hasOwn(data, name) ? data[name] : undefined)
const asData = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})
/** A detail that is left out fits everything. */
const equalOrAbsent = (wanted: unknown, value: unknown) => wanted === undefined || isSame(value, wanted)

const bought = ({ skus }: Data): readonly unknown[] => (Array.isArray(skus) ? skus : [])

function changed(record: unknown, name: unknown, value: unknown): boolean {
  const data = asData(record)
  const names = typeof name === 'string' ? [name] : Object.keys(data)
  return names.some(
    each => own(data, each) !== undefined && (value === undefined || own(data, each) === value),
  )
}

const kinds: Readonly<Record<MatchKind, KindOfMatch>> = {
  interaction: {
    types: () => [interactionType],
    fits: ({ schemaId }, fact) => schemaId === undefined || fact.schemaId === schemaId,
  },
  customTrigger: {
    types: () => ['custom-trigger.triggered'],
    fits: ({ triggerId }, { data }) => data.triggerId === triggerId,
  },
  segmentEntered: {
    types: () => ['segment.entered'],
    fits: ({ segmentId }, { data }) => isSame(data.segmentId, segmentId),
  },
  segmentLeft: {
    types: () => ['segment.left'],
    fits: ({ segmentId }, { data }) => isSame(data.segmentId, segmentId),
  },
  contactCreated: {
    types: () => ['contact.created'],
    fits: ({ contactType }, { data }) => equalOrAbsent(contactType, data.contactType),
  },
  contactUpdated: {
    types: () => ['contact.updated'],
    fits: ({ attribute }, { data }) =>
      attribute === undefined ||
      (Array.isArray(data.attributes) && data.attributes.includes(attribute as never)),
  },
  geofence: {
    types: () => ['contact.created', 'contact.updated'],
    fits: crossesArea,
  },
  consentChanged: {
    types: () => ['contact.updated'],
    fits: ({ consentId, value }, { data }) => changed(own(data, 'consents'), consentId, value),
  },
  preferenceChanged: {
    types: () => ['contact.updated'],
    fits: ({ channel, value }, { data }) => changed(own(data, 'preferences'), channel, value),
  },
  purchase: {
    types: () => ['receipt.registered'],
    fits: ({ storeExternalId, skus }, { data }) =>
      equalOrAbsent(storeExternalId, data.storeExternalId) &&
      (skus === undefined || (skus as readonly string[]).some(sku => bought(data).includes(sku))),
  },
  order: { types: () => ['order.registered', 'order.created'] },
  abandonedCart: { types: () => ['cart.abandoned'] },
  surveyAnswered: {
    types: () => ['nps.answered', 'survey.answered'],
    fits: ({ surveyId }, { data }) => equalOrAbsent(surveyId, data.surveyId),
  },
  message: {
    types: ({ event }) => [`message.${event}`],
    fits: ({ channel, templateId }, { data }) =>
      equalOrAbsent(channel, data.channel) && equalOrAbsent(templateId, data.templateId),
  },
}

export const typesOf = (match: Match) => kinds[match.kind].types(match)

export const logOf = (match: Match): LogName => (match.kind === 'interaction' ? 'interactions' : 'events')

/** Under which names a listener for this waits. */
export function listeningNames(match: Match): string[] {
  if (match.kind !== 'interaction') return [...typesOf(match)]
  return [`${interactionType}:${typeof match.schemaId === 'string' ? match.schemaId : '*'}`]
}

/** Under which names listeners for a fact may wait. */
export const namesOfFact = ({ type, schemaId }: Fact): string[] =>
  type === interactionType ? [`${interactionType}:${schemaId}`, `${interactionType}:*`] : [type]

export function matches(match: Match, fact: Fact): boolean {
  const kind = kinds[match.kind]
  if (!kind.types(match).includes(fact.type)) return false
  if (kind.fits && !kind.fits(match, fact)) return false
  return match.where === undefined || holds(match.where, valuesOf(fact))
}

/** What paths lead into: of a custom trigger what came with its call. */
export function valuesOf({ type, data }: Pick<Fact, 'type' | 'data'>): Data {
  return type === 'custom-trigger.triggered' ? asData(own(data, 'data')) : data
}

/** All types of the log `events` that a match may mean. */
export const allEventTypes: readonly string[] = [
  'custom-trigger.triggered',
  'segment.entered',
  'segment.left',
  'contact.created',
  'contact.updated',
  'receipt.registered',
  'order.registered',
  'order.created',
  'cart.abandoned',
  'nps.answered',
  'survey.answered',
  ...messageFacts.map(event => `message.${event}`),
]
