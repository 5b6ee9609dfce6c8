/** Facts of a contact in words: which noun, what happened, and what of it is worth a line. */
import {
  type Icon,
  IconBinaryTree,
  IconBolt,
  IconCircleDot,
  IconMail,
  IconMoodSmile,
  IconReceipt,
  IconShoppingCart,
  IconUserEdit,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { Schema, TimelineFact } from '../../api/shapes.ts'
import { channelWord, happeningWord } from '../../kit/channels.ts'
import { reasonOf } from '../../kit/messages.tsx'
import { cardProperties, shown } from './card-properties.ts'

export interface Kind {
  /** As it stands in the address. */
  readonly noun: string
  readonly label: string
  readonly icon: Icon
  /** The nouns of the facts that are of it. */
  readonly types: readonly string[]
}

export const kinds: readonly Kind[] = [
  { noun: 'interactions', label: 'Interactions', icon: IconBolt, types: ['interaction'] },
  { noun: 'messages', label: 'Messages', icon: IconMail, types: ['message', 'content'] },
  { noun: 'purchases', label: 'Purchases', icon: IconReceipt, types: ['receipt', 'order'] },
  { noun: 'shop', label: 'Carts and views', icon: IconShoppingCart, types: ['cart', 'product'] },
  { noun: 'surveys', label: 'Surveys', icon: IconMoodSmile, types: ['nps', 'survey'] },
  { noun: 'segments', label: 'Segments', icon: IconUsersGroup, types: ['segment'] },
  {
    noun: 'automations',
    label: 'Automations',
    icon: IconBinaryTree,
    types: ['run', 'automation', 'trigger'],
  },
  { noun: 'profile', label: 'Profile', icon: IconUserEdit, types: ['contact', 'consent'] },
]

const nounOf = (type: string) => type.slice(0, type.indexOf('.'))

export const iconOf = (type: string): Icon =>
  kinds.find(kind => kind.types.includes(nounOf(type)))?.icon ?? IconCircleDot

/** The pattern by which the server finds the facts of kinds; undefined for all. */
export function typesOf(nouns: readonly string[]): string | undefined {
  const chosen = kinds.filter(({ noun }) => nouns.includes(noun))
  return chosen.length === 0
    ? undefined
    : chosen.flatMap(({ types }) => types.map(type => `${type}.*`)).join(',')
}

type Data = Readonly<Record<string, unknown>>

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const names = (value: unknown) =>
  Array.isArray(value) ? value.map(text).join(', ') : Object.keys((value ?? {}) as object).join(', ')

/** A line, and below it what is worth knowing at once. */
export function wordsOf(
  fact: TimelineFact,
  schemas: ReadonlyMap<string, Schema>,
): { readonly title: string; readonly more: string } {
  const { type, data, schemaId } = fact
  const known = words[type]
  if (type === 'interaction.created') {
    const schema = schemas.get(schemaId ?? '')
    const properties = schema ? cardProperties(schema) : []
    const more = properties
      .filter(({ name }) => data[name] !== undefined)
      .map(({ label, name, format }) => `${label}: ${shown(data[name], format)}`)
    return { title: schema?.displayName ?? schemaId ?? 'Interaction', more: more.slice(0, 4).join(' · ') }
  }
  if (type === 'interaction.rejected')
    return { title: 'Interaction rejected', more: schemas.get(schemaId ?? '')?.displayName ?? schemaId ?? '' }
  if (known) return { title: titleOfContent(fact) ?? known[0], more: known[1]?.(data) ?? '' }
  const [noun = '', verb = ''] = type.split('.')
  const title = `${noun} ${verb.replaceAll('-', ' ')}`
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    more: text(data.name ?? data.subject ?? data.channel),
  }
}

const channelOf = (data: Data) => {
  const reason = reasonOf({ reason: text(data.reason) || null, detail: null })
  return [channelWord(text(data.channel)), reason].filter(Boolean).join(' · ')
}

/** Of what is put on show: that it was viewed, not opened. */
function titleOfContent({ type, data }: TimelineFact): string | undefined {
  const [noun, happening = ''] = type.split('.')
  const word = happeningWord(happening, data.channel)
  return noun === 'message' && word !== happening ? `Message ${word}` : undefined
}

const words: Readonly<Record<string, readonly [string, ((data: Data) => string)?]>> = {
  'contact.created': [
    'Became known',
    data => [text(data.contactType), text(data.source)].filter(Boolean).join(' · '),
  ],
  'contact.updated': [
    'Profile changed',
    data =>
      [
        names(data.attributes),
        data.preferences ? `accepts: ${names(data.preferences)}` : '',
        data.consents ? `consents: ${names(data.consents)}` : '',
      ]
        .filter(Boolean)
        .join(' · '),
  ],
  'contact.merged': ['Took over another contact'],
  'interaction.deleted': ['Interaction deleted'],
  'receipt.registered': [
    'Bought',
    data =>
      [
        text(data.storeName ?? data.store),
        text(data.totalGrossPrice ?? data.total),
        text(data.currency),
      ].join(' '),
  ],
  'order.registered': ['Ordered', data => text(data.orderNumber ?? data.orderId)],
  'cart.registered': ['Filled a cart'],
  'cart.abandoned': ['Left a cart'],
  'product.viewed': ['Looked at', data => text(data.sku ?? data.productSku ?? data.name)],
  'nps.answered': ['Answered how likely they recommend you', data => text(data.grade ?? data.score)],
  'segment.entered': ['Entered a segment', data => text(data.name ?? data.segment)],
  'segment.left': ['Left a segment', data => text(data.name ?? data.segment)],
  'message.queued': ['Message queued', channelOf],
  'message.sent': ['Message sent', channelOf],
  'message.delivered': ['Message delivered', channelOf],
  'message.opened': ['Message opened', channelOf],
  'message.clicked': ['Link followed', data => text(data.url)],
  'message.bounced': ['Message bounced', channelOf],
  'message.failed': ['Message failed', channelOf],
  'message.suppressed': ['Message held back', channelOf],
  'message.unknown': ['Nobody knows whether a message was sent', channelOf],
  'message.cancelled': ['Message cancelled', channelOf],
  'message.complained': ['Complained of a message', channelOf],
  'message.dismissed': ['Message dismissed', channelOf],
  'content.visited': ['Asked for content', data => channelWord(text(data.channel))],
  'automation.run.started': ['Entered an automation'],
  'automation.run.ended': ['Left an automation', data => text(data.reason).replaceAll('-', ' ')],
}
