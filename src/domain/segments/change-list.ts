import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { segmentNotFound, segmentNotList } from './errors.ts'
import { lockSegment } from './segments.sql.ts'
import { writeMemberships } from './write-memberships.ts'

/**
 * Puts contacts into a list. Answers those that were not in it and are contacts. Throws `segment-not-found` or
 * `segment-not-list`.
 */
export async function addToList(
  tx: Tx,
  tenantId: string,
  listId: string,
  contactIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const entering = await toMemberships(tx, tenantId, listId, contactIds)
  const { entering: entered } = await writeMemberships(tx, tenantId, { entering, leaving: [] }, 'list', at)
  return entered.map(({ contactId }) => contactId)
}

/** Takes contacts out of a list. Answers those that were in it. Throws as the other does. */
export async function removeFromList(
  tx: Tx,
  tenantId: string,
  listId: string,
  contactIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const leaving = await toMemberships(tx, tenantId, listId, contactIds)
  const { leaving: left } = await writeMemberships(tx, tenantId, { entering: [], leaving }, 'list', at)
  return left.map(({ contactId }) => contactId)
}

async function toMemberships(tx: Tx, tenantId: string, listId: string, contactIds: readonly string[]) {
  if (!isUuid(listId)) throw segmentNotFound(listId)
  await lockEvents(tx, [tenantId])
  const row = await lockSegment(tx, tenantId, listId)
  if (!row) throw segmentNotFound(listId)
  if (row.kind !== 'list') throw segmentNotList(row.id)
  return [...new Set(contactIds)].map(contactId => ({ segmentId: row.id, contactId }))
}
