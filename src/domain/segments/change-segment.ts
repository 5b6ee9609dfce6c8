import { isDeepStrictEqual } from 'node:util'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { checkSegment } from './create-segment.ts'
import { segmentInvalid, segmentNotFound } from './errors.ts'
import { readRule } from './rule.ts'
import { readRuleWorld } from './rule-world.ts'
import { fromRow, type Refresh, type Segment } from './segment.ts'
import { lockSegment, updateSegment } from './segments.sql.ts'

/** What is absent stays. The kind cannot be changed. */
export interface SegmentPatch {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly rule?: unknown
  readonly includesUnapproved?: boolean | undefined
  readonly refresh?: Refresh | undefined
}

/**
 * Changes a segment. With another rule its members are computed anew in the background; until then they are those of the
 * old rule, portion by portion. `requireVersion` is asked under the lock and throws when the caller knows another one.
 *
 * Throws `segment-not-found`, `segment-invalid` or `segment-rule-invalid`.
 */
export async function changeSegment(
  tx: Tx,
  tenant: Tenant,
  segmentId: string,
  patch: SegmentPatch,
  at: Date,
  requireVersion: (version: number) => void = () => {},
): Promise<Segment> {
  if (!isUuid(segmentId)) throw segmentNotFound(segmentId)
  await lockEvents(tx, [tenant.id])
  const row = await lockSegment(tx, tenant.id, segmentId)
  if (!row) throw segmentNotFound(segmentId)
  const before = fromRow(row)
  requireVersion(before.version)
  const after = {
    ...before,
    name: patch.name ?? before.name,
    description: patch.description ?? before.description,
    rule:
      patch.rule === undefined
        ? before.rule
        : readRule(patch.rule, await readRuleWorld(tx, tenant, before.id), '/rule'),
    includesUnapproved: patch.includesUnapproved ?? before.includesUnapproved,
    refresh: patch.refresh ?? before.refresh,
  }
  const isSameRule =
    isDeepStrictEqual(before.rule, after.rule) && before.includesUnapproved === after.includesUnapproved
  if (before.kind === 'list' && !isSameRule)
    throw segmentInvalid([
      { field: '/rule', message: 'cannot be changed: a list has the members that were put in' },
    ])
  checkSegment(after)
  if (
    isSameRule &&
    ['name', 'description', 'refresh'].every(name => Reflect.get(before, name) === Reflect.get(after, name))
  )
    return before

  const mustCompute = !isSameRule || (before.refresh !== after.refresh && before.kind === 'refreshing')
  const written = await updateSegment(tx, tenant.id, after, at, mustCompute)
  const data = { segmentId: before.id, name: after.name }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'segment.updated', data, at }])
  return fromRow(written)
}
