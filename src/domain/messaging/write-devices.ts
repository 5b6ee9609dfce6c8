import { isUuid, newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import { type Device, deviceFaults, fromRow, mostDevices, type NewDevice } from './device.ts'
import { deleteDevice, deleteDevices, deleteOldDevices, selectDevices, upsertDevice } from './devices.sql.ts'
import { deviceInvalid, deviceNotFound } from './errors.ts'

/**
 * Keeps a device of a contact. One that is known already is the contact's from now on, with the keys that it has now.
 * Throws `contact-not-found`, `device-invalid`.
 */
export async function addDevice(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  input: NewDevice,
  at: Date,
): Promise<Device> {
  const faults = deviceFaults(input)
  if (faults.length > 0) throw deviceInvalid(faults)
  await lockEvents(tx, [tenant.id])
  const { id } = await readContact(tx, tenant, contactId)
  const device = fromRow(await upsertDevice(tx, tenant.id, newId(), id, input, at))
  await deleteOldDevices(tx, tenant.id, id, device.channel, mostDevices)
  await appendEvents(tx, [factOf(tenant.id, 'device.added', device, at)])
  return device
}

/** The newest first. Throws `contact-not-found`. */
export async function listDevices(db: Db, tenant: Tenant, contactId: string): Promise<Device[]> {
  const { id } = await readContact(db, tenant, contactId)
  return (await selectDevices(db, tenant.id, id)).map(fromRow)
}

/** Throws `contact-not-found`, `device-not-found`. */
export async function removeDevice(
  tx: Tx,
  tenant: Tenant,
  contactId: string,
  deviceId: string,
  at: Date,
): Promise<void> {
  await lockEvents(tx, [tenant.id])
  const { id } = await readContact(tx, tenant, contactId)
  const row = isUuid(deviceId) ? await deleteDevice(tx, tenant.id, id, deviceId) : undefined
  if (!row) throw deviceNotFound(deviceId.slice(0, 100))
  await appendEvents(tx, [factOf(tenant.id, 'device.removed', fromRow(row), at)])
}

/** Takes away devices that are gone, as their provider says. The head of the tenant's events is locked. */
export async function forgetDevices(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  const rows = await deleteDevices(tx, tenantId, ids)
  await appendEvents(
    tx,
    rows.map(row => factOf(tenantId, 'device.removed', fromRow(row), at)),
  )
}

const factOf = (tenantId: string, type: string, { id, contactId, channel }: Device, at: Date) => ({
  tenantId,
  type,
  contactId,
  data: { deviceId: id, channel },
  at,
})
