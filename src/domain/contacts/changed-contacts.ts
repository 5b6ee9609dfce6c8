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
 * by now is told as deleted only. Who is writing contacts at this moment is waited for, and who writes later, though asked
 * before, writes of a later time: none comes up with a time that was told already. `now` is the tenant's time. Throws
 * `too-many-changes`.
 */
export async function changedContacts(
  db: Db,
  tenant: Tenant,
  changeType: ChangeType,
  from: Date,
  to: Date,
  now: Date,
  most = mostIds,
): Promise<string[]> {
  if (from > to) return []
  await awaitWriters(db, tenant.id, to < now ? to : now, now)
  const ids = await select[changeType](db, tenant.id, from, to, most + 1)
  if (ids.length > most) throw tooManyChanges(most)
  return ids
}
