/** What can happen to a contact, and what else lets contacts enter: a row for each kind of match and of entry. */
import {
  type Icon,
  IconBolt,
  IconBuildingStore,
  IconCalendarEvent,
  IconCalendarRepeat,
  IconChartPie,
  IconClipboardCheck,
  IconHandClick,
  IconMail,
  IconMapPin,
  IconMessage2,
  IconPackage,
  IconPlayerPlay,
  IconShoppingBag,
  IconShoppingCartX,
  IconSpeakerphone,
  IconThumbUp,
  IconUserEdit,
  IconUserPlus,
} from '@tabler/icons-react'
import { channelWords, happeningWord } from '../../kit/channels.ts'
import type { Field } from './fields/field.ts'
import { areasInWords, freshCircle, usualAttribute } from './model/area.ts'
import type { Match } from './model/definition.ts'
import type { World } from './use-world.ts'

export interface MatchKind {
  readonly label: string
  readonly icon: Icon
  readonly fields: readonly Field[]
  /** What an entry may have beside them. */
  readonly entryFields?: readonly Field[]
  readonly fresh?: Readonly<Record<string, unknown>>
  /** What follows "a contact": buys something. Of an occasion: all of it. */
  readonly words: (match: Match, world: World) => string
}

const channel: Field = {
  name: 'channel',
  label: 'Channel',
  type: 'choice',
  options: channelWords,
  isOptional: true,
}
const audience: Field = {
  name: 'audience',
  label: 'Who may enter',
  type: 'audience',
  about: 'Without it, everybody.',
  isOptional: true,
}
const messageEvents = (of?: unknown) =>
  Object.fromEntries(
    [
      'sent',
      'delivered',
      'opened',
      'clicked',
      'bounced',
      'failed',
      'suppressed',
      'complained',
      'dismissed',
      'cancelled',
      'unknown',
    ].map(event => [event, happeningWord(event, of)]),
  )
const time: Field = { name: 'time', label: 'At', type: 'time' }
const or = (values: unknown) => (Array.isArray(values) ? values.join(' or ') : String(values))

export const matchKinds: Readonly<Record<string, MatchKind>> = {
  interaction: {
    label: 'An interaction is recorded',
    icon: IconMessage2,
    fields: [{ name: 'schemaId', label: 'Schema', type: 'schema', isOptional: true }],
    entryFields: [
      { name: 'firstTime', label: 'Only the first time', type: 'switch', isOptional: true },
      audience,
    ],
    words: ({ schemaId, firstTime }, world) =>
      `does ${schemaId === undefined ? 'anything' : `“${world.nameOf('schema', schemaId)}”`}${firstTime ? ' for the first time' : ''}`,
  },
  purchase: {
    label: 'A purchase',
    icon: IconShoppingBag,
    fields: [
      { name: 'skus', label: 'One of these articles (SKU)', type: 'tags', isOptional: true },
      { name: 'storeExternalId', label: 'In the store', type: 'text', isOptional: true },
    ],
    entryFields: [audience],
    words: ({ skus }) => `buys ${skus === undefined ? 'something' : or(skus)}`,
  },
  order: {
    label: 'An order',
    icon: IconPackage,
    fields: [],
    entryFields: [audience],
    words: () => 'places an order',
  },
  abandonedCart: {
    label: 'A cart is abandoned',
    icon: IconShoppingCartX,
    fields: [],
    entryFields: [audience],
    words: () => 'abandons a cart',
  },
  segmentEntered: {
    label: 'A segment is entered',
    icon: IconChartPie,
    fields: [{ name: 'segmentId', label: 'Segment', type: 'segment' }],
    entryFields: [
      { name: 'withMembers', label: 'Also who is in it at the start', type: 'switch', isOptional: true },
      audience,
    ],
    words: ({ segmentId }, world) => `enters “${world.nameOf('segment', segmentId)}”`,
  },
  segmentLeft: {
    label: 'A segment is left',
    icon: IconChartPie,
    fields: [{ name: 'segmentId', label: 'Segment', type: 'segment' }],
    entryFields: [audience],
    words: ({ segmentId }, world) => `leaves “${world.nameOf('segment', segmentId)}”`,
  },
  contactCreated: {
    label: 'A contact is made',
    icon: IconUserPlus,
    fields: [{ name: 'contactType', label: 'Contact type', type: 'text', isOptional: true }],
    entryFields: [audience],
    words: ({ contactType }) => `is made${contactType === undefined ? '' : `, as ${contactType}`}`,
  },
  contactUpdated: {
    label: 'A contact is changed',
    icon: IconUserEdit,
    fields: [{ name: 'attribute', label: 'Attribute', type: 'attribute', isOptional: true }],
    entryFields: [audience],
    words: ({ attribute }) => (attribute === undefined ? 'is changed' : `has another ${attribute}`),
  },
  geofence: {
    label: 'Enters or leaves an area',
    icon: IconMapPin,
    fields: [
      { name: 'when', label: 'When', type: 'choice', options: { enters: 'it enters', exits: 'it leaves' } },
      { name: 'circles', label: 'Area: within one of these circles', type: 'area' },
      {
        name: 'attribute',
        label: 'Attribute',
        type: 'attribute',
        about: `Where the contact is: an object of latitude and longitude. Without it, ${usualAttribute}.`,
        isOptional: true,
      },
    ],
    fresh: { when: 'enters', circles: [freshCircle] },
    entryFields: [audience],
    words: ({ when, circles, attribute = usualAttribute }) =>
      `${when === 'exits' ? 'leaves' : 'enters'} ${areasInWords(circles)} of ${attribute}`,
  },
  consentChanged: {
    label: 'A consent changes',
    icon: IconThumbUp,
    fields: [
      { name: 'consentId', label: 'Consent', type: 'text', isOptional: true },
      {
        name: 'value',
        label: 'Answer',
        type: 'choice',
        options: { true: 'given', false: 'withdrawn' },
        isOptional: true,
      },
    ],
    entryFields: [audience],
    words: ({ consentId, value }) =>
      `${value === undefined ? 'changes' : value ? 'gives' : 'withdraws'} ${consentId === undefined ? 'a consent' : `the consent ${consentId}`}`,
  },
  preferenceChanged: {
    label: 'A preference changes',
    icon: IconThumbUp,
    fields: [
      channel,
      {
        name: 'value',
        label: 'Answer',
        type: 'choice',
        options: { true: 'accepted', false: 'declined' },
        isOptional: true,
      },
    ],
    entryFields: [audience],
    words: ({ channel: of, value }) =>
      `${value === undefined ? 'accepts or declines' : value ? 'accepts' : 'declines'} ${of === undefined ? 'a channel' : (channelWords[String(of)] ?? of)}`,
  },
  surveyAnswered: {
    label: 'A survey is answered',
    icon: IconClipboardCheck,
    fields: [{ name: 'surveyId', label: 'Survey (its id)', type: 'text', isOptional: true }],
    entryFields: [audience],
    words: () => 'answers a survey',
  },
  customTrigger: {
    label: 'A custom trigger is called',
    icon: IconBolt,
    fields: [{ name: 'triggerId', label: 'Trigger (its id)', type: 'text' }],
    entryFields: [audience],
    words: ({ triggerId }) => `gets the custom trigger ${triggerId ?? '…'}`,
  },
  message: {
    label: 'Something becomes of a message',
    icon: IconMail,
    fields: [
      {
        name: 'event',
        label: 'What',
        type: 'choice',
        options: messageEvents(),
        optionsOf: ({ channel: of }) => messageEvents(of),
      },
      channel,
      { name: 'templateId', label: 'Template', type: 'template', isOptional: true },
    ],
    fresh: { event: 'opened' },
    entryFields: [audience],
    words: ({ event, templateId, channel: given }, world) => {
      const of = given ?? world.templates.find(({ id }) => id === templateId)?.channel
      const what = templateId === undefined ? 'a message' : `“${world.nameOf('template', templateId)}”`
      return `has ${what} ${happeningWord(String(event ?? '…'), of)}`
    },
  },
}

const every = { day: 'day', week: 'week', month: 'month' }

export const occasionKinds: Readonly<Record<string, MatchKind>> = {
  manual: {
    label: 'By hand, or by the API',
    icon: IconHandClick,
    fields: [],
    words: () => 'When contacts are put in by hand or by the API',
  },
  whenStarted: {
    label: 'Once, when it is started',
    icon: IconPlayerPlay,
    fields: [audience],
    words: ({ audience: who }) =>
      `When it is started, for ${who === undefined ? 'everybody' : 'the audience'}`,
  },
  schedule: {
    label: 'A schedule',
    icon: IconCalendarRepeat,
    fields: [
      { name: 'every', label: 'Every', type: 'choice', options: every },
      time,
      {
        name: 'weekdays',
        label: 'On',
        type: 'weekdays',
        isOptional: true,
        isFor: ({ every: each }) => each === 'week',
      },
      {
        name: 'dayOfMonth',
        label: 'Day of the month',
        type: 'number',
        least: 1,
        most: 31,
        isOptional: true,
        isFor: ({ every: each }) => each === 'month',
      },
      audience,
    ],
    fresh: { every: 'day', time: '09:00' },
    words: ({ every: each, time: at }) => `Every ${each} at ${at}`,
  },
  date: {
    label: 'A date of the contact',
    icon: IconCalendarEvent,
    fields: [
      { name: 'attribute', label: 'Attribute', type: 'attribute' },
      { name: 'repeats', label: 'Repeats', type: 'choice', options: { yearly: 'every year', once: 'once' } },
      {
        name: 'offsetDays',
        label: 'Days after it',
        type: 'number',
        least: -365,
        most: 365,
        about: 'Before it with a minus: -7 is a week before.',
        isOptional: true,
      },
      time,
      audience,
    ],
    fresh: { attribute: '', repeats: 'yearly', time: '09:00' },
    words: ({ attribute, repeats, offsetDays = 0, time: at }) => {
      const days = Number(offsetDays)
      const when =
        days === 0
          ? 'On'
          : `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'}`
      return `${when} ${attribute || '…'} at ${at}, ${repeats === 'once' ? 'once' : 'every year'}`
    },
  },
  businessEvent: {
    label: 'A business event',
    icon: IconBuildingStore,
    fields: [
      { name: 'name', label: 'Name of the event', type: 'text' },
      audience,
      { name: 'mapping', label: 'Whom it concerns', type: 'mapping', isOptional: true },
      { name: 'batch', label: 'Gather events', type: 'batch', isOptional: true },
    ],
    fresh: { name: '' },
    words: ({ name }) => `When the business event “${name || '…'}” is told`,
  },
}

const unknown = (kind: string): MatchKind => ({
  label: kind,
  icon: IconSpeakerphone,
  fields: [],
  words: () => kind,
})

export const isOccasion = (kind: string) => Object.hasOwn(occasionKinds, kind)

export const kindOfMatch = (kind: string): MatchKind =>
  (Object.hasOwn(matchKinds, kind) ? matchKinds[kind] : undefined) ??
  (Object.hasOwn(occasionKinds, kind) ? occasionKinds[kind] : undefined) ??
  unknown(kind)

export const newMatch = (kind: string): Match => ({ kind, ...kindOfMatch(kind).fresh })
