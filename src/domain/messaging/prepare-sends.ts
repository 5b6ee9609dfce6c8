import { randomBytes } from 'node:crypto'
import type { Db } from '../../storage/driver.ts'
import { type Contact, fromRow as toContact } from '../contacts/contact.ts'
import { normaliseKey } from '../contacts/keys.ts'
import type { ClaimedSend } from './claim-sends.ts'
import type { OutgoingMessage } from './courier.ts'
import { type Device, mostDevices, fromRow as toDevice } from './device.ts'
import { selectDevicesOf } from './devices.sql.ts'
import { givenAddress } from './given-address.ts'
import { hashedAddressOf, readsHashed } from './hashed-address.ts'
import { addPixel, linkAddress, rewriteAddresses, rewriteLinks, writeLink } from './link.ts'
import type { Payload } from './payload.ts'
import { ensureLinkKey, selectLinkKey, selectRecipients, selectSuppressed } from './recipients.sql.ts'
import { renderTemplate, scopeOf } from './render-template.ts'
import type { Reason } from './send.ts'
import {
  type AddressChannel,
  isContentChannel,
  isDeviceChannel,
  type SendChannel,
  welcomeOn,
} from './send-channel.ts'
import { type Template, fromRow as toTemplate } from './template.ts'
import { selectTemplates } from './templates.sql.ts'

/** A send that may go, and what is to be handed over. */
export interface ReadySend {
  readonly send: ClaimedSend
  readonly template: Template
  readonly message: OutgoingMessage
}

/** A send that must not go, or cannot. */
export interface UnfitSend {
  readonly send: ClaimedSend
  readonly state: 'suppressed' | 'failed'
  readonly reason: Reason
  readonly detail: string | null
  readonly address: string | null
}

/**
 * What is to become of claimed sends of one channel: all that speaks against one is asked now, at the moment of
 * sending, and what may go is rendered. `publicUrl` is where the links in messages lead.
 */
export async function prepareSends(
  db: Db,
  tenantId: string,
  sends: readonly ClaimedSend[],
  publicUrl: string,
  at: Date,
): Promise<{ ready: ReadySend[]; unfit: UnfitSend[] }> {
  const unique = (ids: readonly string[]) => [...new Set(ids)]
  const templates = await selectTemplates(db, tenantId, unique(sends.map(send => send.templateId)))
  const contacts = await selectRecipients(db, tenantId, unique(sends.map(send => send.contactId)))
  const templateOf = new Map(templates.map(row => [row.id, toTemplate(row)]))
  const contactOf = new Map(contacts.map(row => [row.id, toContact(row)]))
  const channel = sends[0]!.channel
  const devices = isDeviceChannel(channel)
    ? await selectDevicesOf(db, tenantId, [...contactOf.keys()], channel, mostDevices)
    : []
  const devicesOf = Map.groupBy(devices.map(toDevice), device => device.contactId)
  const addresses = new Map(
    [...contactOf].map(([id, contact]) => [id, placeOf(contact, channel, devicesOf.get(id) ?? [], at)]),
  )
  const hashed = await hashedAddresses(db, tenantId, channel, [...contactOf.values()], addresses)
  const addressOfSend = ({ context, contactId }: ClaimedSend) =>
    givenAddress(context, channel, at) ?? addresses.get(contactId) ?? hashed.get(contactId)
  const known = sends.map(addressOfSend).filter(address => address !== undefined)
  const suppressed = await selectSuppressed(db, tenantId, channel, known)
  const linkKey = (await selectLinkKey(db, tenantId)) ?? (await ensureLinkKey(db, tenantId, randomBytes(32)))

  const ready: ReadySend[] = []
  const unfit: UnfitSend[] = []
  for (const send of sends) {
    const contact = contactOf.get(send.contactId)
    if (!contact) continue // deleted since it was claimed, and its sends with it
    const template = templateOf.get(send.templateId)
    const address = addressOfSend(send)
    const refuse = (state: UnfitSend['state'], reason: Reason, detail: string | null = null) =>
      unfit.push({ send, state, reason, detail, address: address ?? null })
    if (send.expiresAt !== null && send.expiresAt <= at) refuse('failed', 'expired')
    else if (!template) refuse('failed', 'template-missing')
    else if (address === undefined) refuse('suppressed', 'address-missing')
    else if (suppressed.has(address)) refuse('suppressed', 'address-suppressed')
    else {
      const objection = objectionOf(contact, template)
      if (objection) refuse('suppressed', objection.reason, objection.detail)
      else {
        const own = { to: address, devices: devicesOf.get(contact.id) ?? [] }
        const composed = compose(send, template, contact, own, { tenantId, linkKey, publicUrl, at })
        if ('message' in composed) ready.push({ send, template, message: composed.message })
        else refuse('failed', composed.reason, composed.detail)
      }
    }
  }
  return { ready, unfit }
}

/** Of those who have no address: what stands in for it, where somebody can read it. */
async function hashedAddresses(
  db: Db,
  tenantId: string,
  channel: SendChannel,
  contacts: readonly Contact[],
  addresses: ReadonlyMap<string, string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const found = contacts.flatMap(contact => {
    const value = addresses.get(contact.id) === undefined ? hashedAddressOf(contact, channel) : undefined
    return value === undefined ? [] : [[contact.id, value] as const]
  })
  const isRead = found.length > 0 && (await readsHashed(db, tenantId, channel))
  return new Map(isRead ? found : [])
}

/**
 * Where a contact is reached. A webhook leads to the company, which is told of whom the message is; what is put on show
 * waits for the contact itself.
 */
export function placeOf(
  contact: Contact,
  channel: SendChannel,
  devices: readonly Device[],
  now: Date,
): string | undefined {
  if (channel === 'webhook' || isContentChannel(channel)) return contact.id
  return isDeviceChannel(channel) ? devices[0]?.address : addressOf(contact, channel, now)
}

/** Where a contact is reached on a channel, in normal form. */
function addressOf({ attributes }: Contact, channel: AddressChannel, now: Date): string | undefined {
  const kind = channel === 'email' ? 'email' : 'mobilePhone'
  const value = Object.hasOwn(attributes, kind) ? attributes[kind] : undefined
  const countryCode = Object.hasOwn(attributes, 'countryCode') ? attributes.countryCode : undefined
  return typeof value === 'string' ? normaliseKey(kind, value, { now, countryCode }) : undefined
}

/** What a contact said that speaks against a message. A channel of which it never spoke is one that it does not accept. */
function objectionOf(
  { approved, preferences, consents }: Contact,
  { channel, isTransactional, consentIds }: Template,
): { reason: Reason; detail: string | null } | undefined {
  if (!isTransactional) {
    if (!approved) return { reason: 'contact-unapproved', detail: null }
    const isWelcome = welcomeOn(channel, preferences)
    if (isWelcome !== true)
      return { reason: isWelcome === false ? 'preference-refused' : 'preference-missing', detail: null }
  }
  const lacking = consentIds.filter(id => !consents.some(consent => consent.id === id && consent.value))
  return lacking.length > 0 ? { reason: 'consent-missing', detail: lacking.join(', ') } : undefined
}

/** Whether all that is read of a message is its text. */
const isPlain = (channel: SendChannel) => channel === 'sms' || channel === 'whatsapp'

/** Of a push and of what is put on show the member `url` is where a tap leads. */
function withTrackedUrl(payload: Payload | null, track: (url: string) => string): Payload | null {
  const url = payload && Object.hasOwn(payload, 'url') ? payload.url : undefined
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? { ...payload, url: track(url) } : payload
}

interface Surroundings {
  readonly tenantId: string
  readonly linkKey: Buffer
  readonly publicUrl: string
  readonly at: Date
}

/** Renders a message and sets its links and headers. */
function compose(
  send: ClaimedSend,
  template: Template,
  contact: Contact,
  { to, devices }: Pick<OutgoingMessage, 'to' | 'devices'>,
  { tenantId, linkKey, publicUrl, at }: Surroundings,
): { message: OutgoingMessage } | { reason: Reason; detail: string } {
  const target = { tenantId, sendId: send.id }
  const linkTo = (kind: 'open' | 'unsubscribe') =>
    linkAddress(publicUrl, kind, writeLink(linkKey, kind, target))
  const unsubscribeUrl = linkTo('unsubscribe')
  const scope = scopeOf(contact, send.context, { id: send.id, unsubscribeUrl }, at)
  const rendered = renderTemplate(template, scope)
  if (!('parts' in rendered)) {
    const { missing, problems } = rendered
    return missing.length > 0
      ? { reason: 'variables-missing', detail: missing.join(', ') }
      : { reason: 'template-broken', detail: problems.join('; ') }
  }
  const { subject } = rendered.parts
  let { html, text, payload } = rendered.parts
  const track = (url: string) =>
    url.startsWith(`${publicUrl}/parley/v1/m/`)
      ? url
      : `${linkAddress(publicUrl, 'click', writeLink(linkKey, 'click', target, url))}?u=${encodeURIComponent(url)}`
  if (html !== null && template.tracksLinks) html = rewriteLinks(html, track)
  if (text !== null && template.tracksLinks && isPlain(template.channel)) text = rewriteAddresses(text, track)
  const hasUrl = isDeviceChannel(template.channel) || isContentChannel(template.channel)
  if (hasUrl && template.tracksLinks) payload = withTrackedUrl(payload, track)
  // Whoever shows it says when it was seen.
  if (html !== null && template.tracksOpens && !isContentChannel(template.channel))
    html = addPixel(html, linkTo('open'))
  const isMail = template.channel === 'email'
  const headers: Record<string, string> =
    isMail && !template.isTransactional
      ? {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
      : {}
  const { channel, sender } = template
  const message = {
    sendId: send.id,
    contactId: contact.id,
    channel,
    to,
    toName: nameOf(contact),
    devices,
    from: sender,
    subject,
    html,
    text,
    payload,
    headers,
    isTransactional: template.isTransactional,
  }
  return { message }
}

function nameOf({ attributes }: Contact): string | null {
  const names = ['firstName', 'lastName'].map(name =>
    Object.hasOwn(attributes, name) ? attributes[name] : '',
  )
  const whole = names.filter(name => typeof name === 'string' && name !== '').join(' ')
  return whole === '' ? null : whole
}
