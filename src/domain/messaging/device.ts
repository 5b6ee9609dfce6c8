/** A device: where a contact is reached by push. An app's is known by its token, a browser's by its subscription. */
import { ECDH } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { ContactDeviceRow } from '../../storage/tables-messaging.ts'
import { type DeviceChannel, deviceChannels, isDeviceChannel } from './send-channel.ts'

export interface Device {
  readonly id: string
  readonly contactId: string
  readonly channel: DeviceChannel
  /** The token of an app, or the address of a browser's subscription. */
  readonly address: string
  /** What is encrypted for a browser. */
  readonly keys: DeviceKeys | null
  /** What the company calls it. */
  readonly label: string | null
  readonly createdAt: Date
}

/** In base64url: a point of the curve P-256 in 65 bytes, and 16 bytes that both sides know. */
export interface DeviceKeys {
  readonly p256dh: string
  readonly auth: string
}

export interface NewDevice {
  readonly channel: string
  readonly address: string
  readonly keys?: DeviceKeys | null
  readonly label?: string | null
}

/** So many of one contact on one channel; the oldest goes for a new one. */
export const mostDevices = 10
const longestAddress = 2000

export const fromRow = (row: Selectable<ContactDeviceRow>): Device => ({
  id: row.id,
  contactId: row.contact_id,
  channel: row.channel as DeviceChannel,
  address: row.address,
  keys: row.keys,
  label: row.label,
  createdAt: row.created_at,
})

/** What is wrong with a device that is to be kept. */
export function deviceFaults({ channel, address, keys = null, label = null }: NewDevice): Fault[] {
  const faults: Fault[] = []
  const add = (field: string, isFine: boolean, message: string) => isFine || faults.push({ field, message })
  add('channel', isDeviceChannel(channel), `must be one of ${deviceChannels.join(', ')}`)
  const isPlain = /^[\x21-\x7e]+$/.test(address) && address.length <= longestAddress
  if (channel === 'webPush') {
    const isWeb = isPlain && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
    add('address', isWeb, 'must be the https address of a subscription')
    add('keys', keys !== null && areKeys(keys), 'must be p256dh and auth of a subscription, in base64url')
  } else {
    add('address', isPlain, `must be a token of at most ${longestAddress} characters without spaces`)
    add('keys', keys === null, 'is of webPush only')
  }
  const isLabel = label === null || (label.length <= 200 && isStorableText(label))
  add('label', isLabel, 'must be a text of at most 200 characters')
  return faults
}

function areKeys({ p256dh, auth }: DeviceKeys): boolean {
  const form = /^[A-Za-z0-9_-]{20,100}={0,2}$/
  if (!form.test(p256dh) || !form.test(auth)) return false
  const point = Buffer.from(p256dh, 'base64url')
  return point.length === 65 && isOnCurve(point) && Buffer.from(auth, 'base64url').length === 16
}

function isOnCurve(point: Buffer): boolean {
  try {
    ECDH.convertKey(point, 'prime256v1')
    return true
  } catch {
    return false
  }
}
