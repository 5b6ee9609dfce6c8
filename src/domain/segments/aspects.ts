/**
 * Aspects: names of what a fact changes of a contact and what a rule reads of it. A contact is checked by the segments
 * that read one of the aspects of what happened.
 */
import type { Reads } from './reads.ts'

/** Everything about a contact, such as that it is there. Every rule reads it. */
export const anything = 'anything'

export const attributeAspect = (name: string) => `attribute ${name}`
export const schemaAspect = (alias: string) => `interactions ${alias}`
export const anySchemaAspect = 'any interactions'
export const messageAspect = (what: string) => `messages ${what}`
export const segmentAspect = (id: string) => `segment ${id}`

/** Whether an address may be written to. */
export const addressAspect = 'address'
const deviceAspect = 'device'
const visitAspect = 'visit'

const readByReach = [
  'preference',
  addressAspect,
  deviceAspect,
  visitAspect,
  ...['email', 'mobilePhone', 'countryCode'].map(attributeAspect),
]

export function aspectsOf(reads: Reads): ReadonlySet<string> {
  return new Set([
    anything,
    ...[...reads.attributes].map(attributeAspect),
    ...[...reads.schemas].map(alias => (alias === undefined ? anySchemaAspect : schemaAspect(alias))),
    ...[...reads.messages].map(messageAspect),
    ...[...reads.segments].map(segmentAspect),
    ...(reads.kinds.has('reachable') ? readByReach : []),
    ...['preference', 'consent', 'contactType', 'approved', 'purchases'].filter(kind =>
      [...reads.kinds].some(each => each === kind),
    ),
  ])
}

export interface EventFact {
  readonly type: string
  readonly contactId: string
  readonly data: Readonly<Record<string, unknown>>
}

const computedBySurveys = ['nps.grade', 'nps.datetime', 'nps.averagegrade'].map(attributeAspect)

/** What an event changed of its contact. `aliasOf` knows the live schemas by key. */
export function aspectsOfEvent(
  { type, data }: EventFact,
  aliasOf: (key: string) => string | undefined,
): string[] {
  switch (type) {
    case 'contact.updated':
      return [
        ...namesIn(data.attributes).map(attributeAspect),
        ...(data.preferences === undefined ? [] : ['preference']),
        ...(data.consents === undefined ? [] : ['consent']),
        ...(data.contactType === undefined ? [] : ['contactType']),
        ...(data.approved === undefined ? [] : ['approved']),
      ]
    case 'contact.deleted':
      return []
    case 'interaction.deleted': {
      const alias = aliasOf(String(data.schemaKey))
      return alias === undefined ? [] : [schemaAspect(alias), anySchemaAspect]
    }
    case 'receipt.registered':
      return ['purchases']
    case 'nps.answered':
      return computedBySurveys
    case 'device.added':
    case 'device.removed':
      return [deviceAspect]
    case 'content.visited':
      return [visitAspect]
    case 'segment.entered':
    case 'segment.left':
      return [segmentAspect(String(data.segmentId))]
  }
  if (type.startsWith('message.')) return [messageAspect(type.slice('message.'.length))]
  return [anything] // whatever else is told of a contact, such as that it was merged
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(name => typeof name === 'string') : []
}
