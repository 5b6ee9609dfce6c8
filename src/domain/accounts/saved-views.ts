import { isUuid, newId } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockTenant } from './clock.sql.ts'
import { savedViewExists, savedViewNotFound, savedViewOfAnother, tooManySavedViews } from './errors.ts'
import { checkView, fromRow, mostViews, type SavedView, type ViewInput } from './saved-view.ts'
import {
  countViews,
  deleteView,
  insertView,
  isNameTaken,
  lockView,
  selectView,
  selectViews,
  updateView,
} from './saved-views.sql.ts'

/** Who asks, and whether they may change what others share. */
export interface Viewer {
  readonly id: string
  readonly mayChangeShared: boolean
}

/** The viewer's own and those that are shared, by name. Throws `cursor-invalid`. */
export async function listSavedViews(
  db: Db,
  tenantId: string,
  viewer: Viewer,
  { list, limit, cursor }: { readonly list?: string; readonly limit: number; readonly cursor?: string },
): Promise<Page<SavedView>> {
  const [name = '', id = ''] = readPlace(cursor, [isStorableText, isUuid]) ?? []
  const after = cursor === undefined ? undefined : { name, id }
  const rows = await selectViews(db, tenantId, { ownerId: viewer.id, list }, after, limit + 1)
  return toPage(rows.map(fromRow), limit, last => [last.name, last.id])
}

/** Throws `saved-view-not-found`, also for one that is another's and not shared. */
export async function readSavedView(
  db: Db,
  tenantId: string,
  viewer: Viewer,
  id: string,
): Promise<SavedView> {
  const row = isUuid(id) ? await selectView(db, tenantId, id) : undefined
  if (!row || !(row.owner_id === viewer.id || row.is_shared)) throw savedViewNotFound(id.slice(0, 100))
  return fromRow(row)
}

/** Throws `input-invalid`, `saved-view-exists` or `too-many-saved-views`. */
export async function createSavedView(
  tx: Tx,
  tenantId: string,
  viewer: Viewer,
  input: ViewInput,
  at: Date,
): Promise<SavedView> {
  checkView(input)
  await lockTenant(tx, tenantId) // who counts and makes one at the same time waits
  if ((await countViews(tx, tenantId, viewer.id)) >= mostViews) throw tooManySavedViews(mostViews)
  const view = { ...input, id: newId(), ownerId: viewer.id, version: 1, createdAt: at, updatedAt: at }
  const row = await insertView(tx, tenantId, view)
  if (!row) throw savedViewExists(input.name)
  return fromRow(row)
}

/**
 * Changes what is given. `requireVersion` may throw, while nobody else can change it. Throws `saved-view-not-found`,
 * `saved-view-of-another`, `saved-view-exists` or `input-invalid`.
 */
export async function changeSavedView(
  tx: Tx,
  tenantId: string,
  viewer: Viewer,
  id: string,
  patch: Partial<Omit<ViewInput, 'definition'>> & { readonly definition?: Partial<SavedView['definition']> },
  at: Date,
  requireVersion: (version: number) => void,
): Promise<SavedView> {
  await lockTenant(tx, tenantId) // of two that take a name the later one sees it taken
  const before = await findOwn(tx, tenantId, viewer, id)
  requireVersion(before.version)
  const definition = { ...before.definition, ...patch.definition }
  const after = { ...before, ...patch, definition }
  checkView(after)
  if (await isNameTaken(tx, tenantId, after)) throw savedViewExists(after.name)
  return fromRow(await updateView(tx, tenantId, before.id, after, at))
}

/** Throws `saved-view-not-found` or `saved-view-of-another`. */
export async function deleteSavedView(
  tx: Tx,
  tenantId: string,
  viewer: Viewer,
  id: string,
  requireVersion: (version: number) => void,
): Promise<void> {
  const { version, id: known } = await findOwn(tx, tenantId, viewer, id)
  requireVersion(version)
  await deleteView(tx, tenantId, known)
}

async function findOwn(tx: Tx, tenantId: string, viewer: Viewer, id: string): Promise<SavedView> {
  const row = isUuid(id) ? await lockView(tx, tenantId, id) : undefined
  const isOwn = row?.owner_id === viewer.id
  if (!row || !(isOwn || row.is_shared)) throw savedViewNotFound(id.slice(0, 100))
  if (!isOwn && !viewer.mayChangeShared) throw savedViewOfAnother(id)
  return fromRow(row)
}
