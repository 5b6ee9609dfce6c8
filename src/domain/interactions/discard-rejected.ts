import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { deleteRejected, type RejectedFilter, selectRejectedIds } from './rejected.sql.ts'

export interface Discard {
  readonly filter: RejectedFilter
  /** At most so many at a time, the oldest first. */
  readonly limit: number
}

/**
 * Takes rejected interactions away for good, with what was sent. Each is told in an event, and who did it stands in the
 * audit trail. Answers how many these were, and whether there are more.
 */
export async function discardRejected(
  tx: Tx,
  tenant: Tenant,
  { filter, limit }: Discard,
  { actor, wall }: { readonly actor: string; readonly wall: Date },
  at: Date,
): Promise<{ readonly discarded: number; readonly hasMore: boolean }> {
  await lockEvents(tx, [tenant.id])
  const found = await selectRejectedIds(tx, tenant.id, filter, limit + 1)
  const chosen = found.slice(0, limit)
  if (chosen.length === 0) return { discarded: 0, hasMore: false }
  await deleteRejected(
    tx,
    tenant.id,
    chosen.map(({ id }) => id),
  )
  await appendEvents(
    tx,
    chosen.map(({ id, contact_id: contactId, schema_key: schemaKey }) => ({
      tenantId: tenant.id,
      type: 'interaction.discarded',
      contactId,
      data: { rejectedId: id, schemaKey },
      at,
    })),
  )
  const subject = chosen.length === 1 ? chosen[0]!.id : tenant.slug
  const details = { count: chosen.length, ...filter, ids: filter.ids?.length }
  await recordAudit(tx, tenant.id, { actor, action: 'interactions.discarded', subject, details }, wall)
  return { discarded: chosen.length, hasMore: found.length > limit }
}
