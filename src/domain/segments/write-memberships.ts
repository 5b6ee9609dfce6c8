import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { countEntered } from './history.sql.ts'
import { deleteMembers, insertMembers, type Membership } from './members.sql.ts'

/** Why members changed: a fact, the time, a computation, or by hand. */
export type Cause = 'fact' | 'time' | 'computation' | 'list'

export interface MemberChanges {
  readonly entering: readonly Membership[]
  readonly leaving: readonly Membership[]
}

/**
 * Writes who enters and leaves and tells of it, `segment.entered` and `segment.left`. Answers what really changed. Takes
 * the head of the tenant's events first: no contact and no segment goes meanwhile.
 */
export async function writeMemberships(
  tx: Tx,
  tenantId: string,
  { entering, leaving }: MemberChanges,
  cause: Cause,
  at: Date,
): Promise<MemberChanges> {
  if (entering.length === 0 && leaving.length === 0) return { entering: [], leaving: [] }
  await lockEvents(tx, [tenantId])
  const left = await deleteMembers(tx, tenantId, leaving)
  const entered = await insertMembers(tx, tenantId, entering, at)
  await countEntered(tx, tenantId, entered, at)
  const toEvent =
    (type: string) =>
    ({ segmentId, contactId }: Membership) => ({
      tenantId,
      type,
      contactId,
      data: { segmentId, cause },
      at,
    })
  await appendEvents(tx, [...left.map(toEvent('segment.left')), ...entered.map(toEvent('segment.entered'))])
  return { entering: entered, leaving: left }
}
