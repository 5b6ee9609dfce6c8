import type { Db } from '../../storage/driver.ts'
import { awaitWriters } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectCreated, selectDeleted, selectUpdated } from './changes.sql.ts'
import { tooManyChanges } from './errors.ts'

export const changeTypes = ['created', 'updated', 'deleted'] as const
export type ChangeType = (typeof changeTypes)[number]

const select = { created: selectCreated, updated: selectUpdated, deleted: selectDeleted }
const mostIds = 250_000

/**
 * The contacts to which something happened from one moment to another, both included, oldest first. `updated` goes by
 * the newest change of each contact: one that changed again later belongs to that later time. A contact that is deleted
 * by now is told as deleted only. Who is writing contacts at this moment is waited for, so that none comes up later with a
 * time that was asked for already. Throws `too-many-changes`.
 */
export async function changedContacts(
  db: Db,
  tenant: Tenant,
  changeType: ChangeType,
  from: Date,
  to: Date,
  most = mostIds,
): Promise<string[]> {
  if (from > to) return []
  await awaitWriters(db, tenant.id)
  const ids = await select[changeType](db, tenant.id, from, to, most + 1)
  if (ids.length > most) throw tooManyChanges(most)
  return ids
}
