import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { newId } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { type TenantTable, tablesDigest, tenantTables } from '../../storage/tenant-tables.ts'
import { insertAudit } from './accounts.sql.ts'
import { accountInputInvalid, snapshotExists, snapshotNotFound, tenantIsProduction } from './errors.ts'
import { findTenant } from './list-accounts.ts'
import { lockDouble } from './production-mark.ts'
import {
  fromRow,
  headsTable,
  isOwnBlob,
  isSnapshotName,
  keptTables,
  type SavedBlob,
  type SavedTable,
  type Snapshot,
  snapshotPrefix,
} from './snapshot.ts'
import {
  deleteSnapshot,
  insertSnapshot,
  readRows,
  selectHeads,
  selectSnapshot,
  selectSnapshots,
} from './snapshots.sql.ts'
import type { Tenant } from './tenant.ts'

const pack = promisify(gzip)
const charactersPerPart = 4 * 1024 * 1024

/** The tables that a snapshot holds and a reset empties. */
export async function savedTables(db: Db): Promise<TenantTable[]> {
  const others: readonly string[] = [...keptTables, headsTable]
  return (await tenantTables(db)).filter(({ name }) => !others.includes(name))
}

/**
 * Takes a snapshot: the rows as they are at one moment, while others go on writing, in bounded memory. With `replace`
 * it takes the place of one of the same name.
 */
export async function takeSnapshot(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  { name, replace = false }: { readonly name: string; readonly replace?: boolean },
  actor: string,
  wall: Date,
): Promise<Snapshot> {
  if (!isSnapshotName(name))
    throw accountInputInvalid('The name of a snapshot is made of letters, digits, ".", "_" and "-".')
  if (tenant.settings.production) throw tenantIsProduction(tenant.slug)
  if (!replace && (await selectSnapshot(db, tenant.id, name))) throw snapshotExists(name)

  const id = newId()
  try {
    const snapshot = { ...(await save(db, blobs, tenant, id)), name, id, takenAt: wall }
    const replaced = await transact(db, async tx => {
      await lockDouble(tx, tenant)
      const old = replace ? await deleteSnapshot(tx, tenant.id, name) : undefined
      if (!(await insertSnapshot(tx, tenant.id, snapshot))) throw snapshotExists(name)
      await note(tx, tenant, actor, 'snapshot.taken', name, wall)
      return old
    })
    if (replaced) await deleteBlobs(blobs, tenant.id, replaced.id)
    return snapshot
  } catch (error) {
    await deleteBlobs(blobs, tenant.id, id)
    throw error
  }
}

/** Removes a snapshot and what it kept. */
export async function removeSnapshot(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  name: string,
  actor: string,
  wall: Date,
): Promise<void> {
  const removed = await transact(db, async tx => {
    const row = await deleteSnapshot(tx, tenant.id, name)
    if (!row) throw snapshotNotFound(name)
    await note(tx, tenant, actor, 'snapshot.removed', name, wall)
    return row
  })
  await deleteBlobs(blobs, tenant.id, removed.id)
}

/** The oldest first. */
export async function listSnapshots(db: Db, tenantId: string): Promise<Snapshot[]> {
  return (await selectSnapshots(db, tenantId)).map(fromRow)
}

type Saved = Pick<Snapshot, 'clock' | 'tablesDigest' | 'contents'>

/**
 * Blobs are copied before and after the rows are read. One that came and went in between is missed by both, and seen
 * by its key in a row: then all is done again.
 */
async function save(db: Db, blobs: BlobStore, tenant: Tenant, id: string, attempts = 3): Promise<Saved> {
  const copies = new Map<string, string>()
  await copyBlobs(blobs, tenant.id, id, copies)
  const { referred, ...saved } = await saveRows(db, blobs, tenant, id)
  await copyBlobs(blobs, tenant.id, id, copies)
  const isWhole = [...referred].every(key => copies.has(key))
  if (!isWhole && attempts > 1) {
    await deleteBlobs(blobs, tenant.id, id)
    return save(db, blobs, tenant, id, attempts - 1)
  }
  const copied: SavedBlob[] = [...copies].map(([key, copy]) => ({ key, copy }))
  return { ...saved, contents: { ...saved.contents, blobs: copied } }
}

async function saveRows(db: Db, blobs: BlobStore, tenant: Tenant, id: string) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async tx => {
      const { clockOffsetMs, clockFrozenAt } = await findTenant(tx, tenant.slug)
      const heads = await selectHeads(tx, tenant.id)
      const referred = new Set<string>()
      const tables: SavedTable[] = []
      for (const table of await savedTables(tx)) {
        const part = (n: number) => `${snapshotPrefix(tenant.id, id)}${table.name}.${n}.gz`
        tables.push(await saveTable(tx, blobs, tenant.id, table, part, referred))
      }
      const digest = await tablesDigest(tx)
      return {
        clock: { clockOffsetMs, clockFrozenAt },
        tablesDigest: digest,
        contents: { tables, heads, blobs: [] },
        referred,
      }
    })
}

async function saveTable(
  tx: Tx,
  blobs: BlobStore,
  tenantId: string,
  table: TenantTable,
  keyOfPart: (n: number) => string,
  referred: Set<string>,
): Promise<SavedTable> {
  const blobKey = new RegExp(`"(${tenantId}/[A-Za-z0-9_-][\\w.-]*/[A-Za-z0-9_-][\\w.-]*)\\\\*"`, 'g')
  const parts: string[] = []
  let waiting: string[] = []
  let characters = 0
  let count = 0

  async function flush() {
    if (waiting.length === 0) return
    const key = keyOfPart(parts.length)
    await blobs.put(key, await pack(`[${waiting.join(',\n')}]`))
    parts.push(key)
    waiting = []
    characters = 0
  }
  for await (const rows of readRows(tx, table, tenantId)) {
    for (const row of rows) {
      waiting.push(row)
      characters += row.length
      count++
      for (const [, key = ''] of row.matchAll(blobKey)) if (isOwnBlob(key)) referred.add(key)
      if (characters >= charactersPerPart) await flush()
    }
  }
  await flush()
  return { name: table.name, rows: count, parts }
}

async function copyBlobs(blobs: BlobStore, tenantId: string, id: string, copies: Map<string, string>) {
  for await (const key of blobs.list(`${tenantId}/`)) {
    if (!isOwnBlob(key) || copies.has(key)) continue
    const bytes = await blobs.get(key)
    if (!bytes) continue // gone since it was listed
    const copy = `${snapshotPrefix(tenantId, id)}blob.${copies.size}`
    await blobs.put(copy, bytes)
    copies.set(key, copy)
  }
}

async function deleteBlobs(blobs: BlobStore, tenantId: string, id: string) {
  for await (const key of blobs.list(snapshotPrefix(tenantId, id))) await blobs.delete(key)
}

const note = (tx: Tx, tenant: Tenant, actor: string, action: string, subject: string, at: Date) =>
  insertAudit(tx, { tenantId: tenant.id, id: newId(), at, actor, action, subject, details: {} })
