import type { Db } from '../../storage/driver.ts'
import { fromRow as toContact } from '../contacts/contact.ts'
import { visitedContacts } from '../contacts/visit.ts'
import { mostDevices, fromRow as toDevice } from './device.ts'
import { selectDevicesOf } from './devices.sql.ts'
import { placeOf } from './prepare-sends.ts'
import { selectRecipients, selectSuppressed } from './recipients.sql.ts'
import { isContentChannel, isDeviceChannel, type SendChannel, welcomeOn } from './send-channel.ts'

/**
 * Those of the contacts that accept messages on a channel and have an address there, not suppressed, or a device, or came
 * lately to where it is shown.
 */
export async function reachableContacts(
  db: Db,
  tenantId: string,
  channel: SendChannel,
  contactIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const contacts = (await selectRecipients(db, tenantId, contactIds)).map(toContact)
  const devices = isDeviceChannel(channel)
    ? await selectDevicesOf(db, tenantId, contactIds, channel, mostDevices)
    : []
  const devicesOf = Map.groupBy(devices.map(toDevice), device => device.contactId)
  const places = new Map(
    contacts.flatMap(contact => {
      const isWelcome = welcomeOn(channel, contact.preferences) === true
      const place = isWelcome ? placeOf(contact, channel, devicesOf.get(contact.id) ?? [], now) : undefined
      return place === undefined ? [] : [[contact.id, place] as const]
    }),
  )
  if (isContentChannel(channel)) return visitedContacts(db, tenantId, channel, [...places.keys()], now)
  const suppressed = await selectSuppressed(db, tenantId, channel, [...places.values()])
  return new Set([...places].flatMap(([id, place]) => (suppressed.has(place) ? [] : [id])))
}
