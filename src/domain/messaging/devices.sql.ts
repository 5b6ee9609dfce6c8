import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { ContactDeviceRow } from '../../storage/tables-messaging.ts'
import type { NewDevice } from './device.ts'

type Row = Selectable<ContactDeviceRow>

/** A device has one owner: the contact that used it last. */
export const upsertDevice = (
  tx: Tx,
  tenantId: string,
  id: string,
  contactId: string,
  { channel, address, keys = null, label = null }: NewDevice,
  at: Date,
): Promise<Row> =>
  tx
    .insertInto('contact_devices')
    .values({
      tenant_id: tenantId,
      id,
      contact_id: contactId,
      channel,
      address,
      keys: keys && JSON.stringify({ p256dh: keys.p256dh, auth: keys.auth }),
      label,
      created_at: at,
    })
    .onConflict(conflict =>
      conflict.columns(['tenant_id', 'channel', 'address']).doUpdateSet(({ ref }) => ({
        contact_id: ref('excluded.contact_id'),
        keys: ref('excluded.keys'),
        label: ref('excluded.label'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

/** Leaves the newest of a contact on a channel. */
export const deleteOldDevices = (
  tx: Tx,
  tenantId: string,
  contactId: string,
  channel: string,
  kept: number,
) =>
  sql`delete from contact_devices where tenant_id = ${tenantId} and id = any(array(
    select id from contact_devices where tenant_id = ${tenantId} and contact_id = ${contactId}
      and channel = ${channel} order by id desc offset ${kept}))`.execute(tx)

/** The newest first. */
export const selectDevices = (db: Db, tenantId: string, contactId: string): Promise<Row[]> =>
  db
    .selectFrom('contact_devices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()

/** The newest of each contact on a channel, the newest first. */
export async function selectDevicesOf(
  db: Db,
  tenantId: string,
  contactIds: readonly string[],
  channel: string,
  most: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select device.* from unnest(${contactIds}::uuid[]) as wanted
    cross join lateral (
      select * from contact_devices where tenant_id = ${tenantId} and contact_id = wanted and channel = ${channel}
      order by id desc limit ${most}
    ) device`.execute(db)
  return rows
}

export const deleteDevices = (tx: Tx, tenantId: string, ids: readonly string[]): Promise<Row[]> =>
  tx
    .deleteFrom('contact_devices')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .returningAll()
    .execute()

export const deleteDevice = (
  tx: Tx,
  tenantId: string,
  contactId: string,
  id: string,
): Promise<Row | undefined> =>
  tx
    .deleteFrom('contact_devices')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
