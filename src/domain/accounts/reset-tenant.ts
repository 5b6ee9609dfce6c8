import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { newId } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { tablesDigest } from '../../storage/tenant-tables.ts'
import { insertAudit } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { updateClock } from './clock.sql.ts'
import { snapshotNotFound, snapshotOutdated, tenantIsProduction } from './errors.ts'
import { furnishTenant } from './furnish-tenant.ts'
import { lockDouble } from './production-mark.ts'
import { fromRow, isOwnBlob, type Snapshot } from './snapshot.ts'
import {
  deleteRows,
  insertRows,
  lockCursors,
  lockIntake,
  selectSnapshot,
  setHeads,
  takeTime,
} from './snapshots.sql.ts'
import { savedTables } from './take-snapshot.ts'
import type { Tenant } from './tenant.ts'

const unpack = promisify(gunzip)

/**
 * Puts a tenant that is a double back to a snapshot, or to what a new tenant has, in one transaction. Its settings, keys,
 * fault rules and snapshots stay. The clock goes back to the snapshot's; without one it goes on as it is.
 *
 * Requests meanwhile wait; one that names a contact or a schema which was there is told that it is missing.
 */
export async function resetTenant(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  name: string | undefined,
  actor: string,
  wall: Date,
): Promise<void> {
  if (tenant.settings.production) throw tenantIsProduction(tenant.slug)
  const snapshot = name === undefined ? undefined : await findSnapshot(db, tenant, name)
  const before: string[] = []
  for await (const key of blobs.list(`${tenant.id}/`)) if (isOwnBlob(key)) before.push(key)

  if (snapshot) await putBack(blobs, snapshot, () => true)
  await whileKeysAreFree(() =>
    transact(db, async tx => {
      await takeTime(tx)
      await lockCursors(tx, tenant.id)
      await lockEvents(tx, [tenant.id])
      await lockIntake(tx, tenant.id)
      await lockDouble(tx, tenant)
      await replaceRows(tx, blobs, tenant.id, snapshot)
      await announceChange(tx, tenant.id)
      const details = { snapshot: name ?? null }
      const entry = { tenantId: tenant.id, id: newId(), at: wall, actor, subject: tenant.slug, details }
      await insertAudit(tx, { ...entry, action: 'tenant.reset' })
    }),
  )
  await tidyBlobs(blobs, tenant.id, before, snapshot)
}

async function findSnapshot(db: Db, tenant: Tenant, name: string): Promise<Snapshot> {
  const row = await selectSnapshot(db, tenant.id, name)
  if (!row) throw snapshotNotFound(name)
  const snapshot = fromRow(row)
  if (snapshot.tablesDigest !== (await tablesDigest(db))) throw snapshotOutdated(name)
  return snapshot
}

async function replaceRows(tx: Tx, blobs: BlobStore, tenantId: string, snapshot: Snapshot | undefined) {
  const tables = await savedTables(tx)
  for (const table of tables.toReversed()) await deleteRows(tx, table, tenantId)
  await setHeads(tx, tenantId, snapshot?.contents.heads ?? {})
  if (!snapshot) return furnishTenant(tx, tenantId)

  for (const table of tables) {
    const saved = snapshot.contents.tables.find(({ name }) => name === table.name)
    for (const part of saved?.parts ?? []) {
      const packed = await blobs.get(part)
      if (!packed)
        throw new Error(`The part ${part} of the snapshot ${snapshot.name} is missing from blob storage.`)
      await insertRows(tx, table, (await unpack(packed)).toString('utf8'))
    }
  }
  await updateClock(tx, tenantId, snapshot.clock)
}

/** A request may be storing the very key that comes back, such as an Idempotency-Key: then once more. */
async function whileKeysAreFree(work: () => Promise<void>, attempts = 3): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (attempts <= 1 || (error as { code?: string }).code !== '23505') throw error
    await whileKeysAreFree(work, attempts - 1)
  }
}

async function putBack(blobs: BlobStore, snapshot: Snapshot, isWanted: (key: string) => boolean) {
  for (const { key, copy } of snapshot.contents.blobs) {
    if (!isWanted(key)) continue
    const bytes = await blobs.get(copy)
    if (!bytes)
      throw new Error(`The copy ${copy} of the snapshot ${snapshot.name} is missing from blob storage.`)
    await blobs.put(key, bytes)
  }
}

/** Deletes what no row points to any more, and puts back what was swept away while none did. */
async function tidyBlobs(
  blobs: BlobStore,
  tenantId: string,
  before: readonly string[],
  snapshot: Snapshot | undefined,
) {
  const wanted = new Set(snapshot?.contents.blobs.map(({ key }) => key))
  for (const key of before) if (!wanted.has(key)) await blobs.delete(key)
  if (!snapshot) return
  const present = new Set<string>()
  for await (const key of blobs.list(`${tenantId}/`)) present.add(key)
  await putBack(blobs, snapshot, key => !present.has(key))
}
