/** What stands of a contact without being an attribute: type, approval, preferences, consents, when and by what it was made. */
import { type Channel, channels } from '../contacts/contact.ts'
import { type VisitChannel, visitChannels } from '../contacts/visit.ts'
import { readName } from './figure.ts'
import { fieldAt, hasOnly, type Place, readBoolean, readList, readOneOf } from './rule-input.ts'
import { readWindow, type Window } from './window.ts'

export interface ContactTypeRule {
  readonly kind: 'contactType'
  readonly oneOf: readonly string[]
}

export interface ApprovedRule {
  readonly kind: 'approved'
  readonly value: boolean
}

/** A channel on which the contact never said anything has neither value. */
export interface PreferenceRule {
  readonly kind: 'preference'
  readonly channel: Channel
  readonly accepts: boolean
}

/** The newest answer to a consent; one that was never answered has neither value. */
export interface ConsentRule {
  readonly kind: 'consent'
  readonly id: string
  readonly value: boolean
}

/** When the contact was made. */
export interface CreatedRule {
  readonly kind: 'created'
  readonly within: Window
}

/** By what the contact was made, as the one who made it called it. */
export interface SourceRule {
  readonly kind: 'source'
  readonly oneOf: readonly string[]
}

/** The channels on which a contact is reached at an address, with the key that the address is. */
export const addressKinds = { email: 'email', sms: 'mobilePhone', whatsapp: 'mobilePhone' } as const
export type AddressChannel = keyof typeof addressKinds
/** Those on which it is reached at its devices. */
const deviceChannels = ['push', 'webPush'] as const
export type DeviceChannel = (typeof deviceChannels)[number]
export type ReachChannel = AddressChannel | DeviceChannel | VisitChannel
const reachChannels: readonly ReachChannel[] = [
  ...(Object.keys(addressKinds) as AddressChannel[]),
  ...deviceChannels,
  ...visitChannels,
]

export const isAddressChannel = (channel: ReachChannel): channel is AddressChannel =>
  Object.hasOwn(addressKinds, channel)

/**
 * On one of the channels at least the contact accepts messages and has an address that is not suppressed; or has a
 * device, which is its word until it says otherwise; or came within thirty days to where messages are shown, and did not
 * refuse.
 */
export interface ReachableRule {
  readonly kind: 'reachable'
  readonly channels: readonly ReachChannel[]
}

export function readSourceRule(place: Place): SourceRule {
  hasOnly(place, ['kind', 'oneOf'])
  return { kind: 'source', oneOf: readList(fieldAt(place, 'oneOf'), 50, readName) }
}

export function readReachableRule(place: Place): ReachableRule {
  hasOnly(place, ['kind', 'channels'])
  const readChannel = (item: Place) => readOneOf(item, reachChannels)
  return { kind: 'reachable', channels: readList(fieldAt(place, 'channels'), 10, readChannel) }
}

export function readContactTypeRule(place: Place): ContactTypeRule {
  hasOnly(place, ['kind', 'oneOf'])
  return { kind: 'contactType', oneOf: readList(fieldAt(place, 'oneOf'), 50, readName) }
}

export function readApprovedRule(place: Place): ApprovedRule {
  hasOnly(place, ['kind', 'value'])
  return { kind: 'approved', value: readBoolean(fieldAt(place, 'value')) }
}

export function readPreferenceRule(place: Place): PreferenceRule {
  hasOnly(place, ['kind', 'channel', 'accepts'])
  const channel = readOneOf(fieldAt(place, 'channel'), channels)
  return { kind: 'preference', channel, accepts: readBoolean(fieldAt(place, 'accepts')) }
}

export function readConsentRule(place: Place): ConsentRule {
  hasOnly(place, ['kind', 'id', 'value'])
  return { kind: 'consent', id: readName(fieldAt(place, 'id')), value: readBoolean(fieldAt(place, 'value')) }
}

export function readCreatedRule(place: Place): CreatedRule {
  hasOnly(place, ['kind', 'within'])
  return { kind: 'created', within: readWindow(fieldAt(place, 'within')) }
}
