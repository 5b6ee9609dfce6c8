import type { Fault } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { segmentInvalid, tooManySegments } from './errors.ts'
import { readRule } from './rule.ts'
import { readRuleWorld } from './rule-world.ts'
import { fromRow, type Refresh, type Segment, type SegmentKind } from './segment.ts'
import { countSegments, insertSegment, type SegmentToWrite } from './segments.sql.ts'

export interface NewSegment {
  readonly name: string
  readonly description?: string | undefined
  readonly kind: SegmentKind
  /** As it was sent. A list may have one: it begins with those for whom it is true. */
  readonly rule?: unknown
  readonly includesUnapproved?: boolean | undefined
  /** Of a refreshing one: daily when nothing is said. */
  readonly refresh?: Refresh | undefined
}

export const mostSegments = 500

/** Throws `segment-invalid`, `segment-rule-invalid` or `too-many-segments`. Its members are computed in the background. */
export async function createSegment(tx: Tx, tenant: Tenant, input: NewSegment, at: Date): Promise<Segment> {
  await lockEvents(tx, [tenant.id])
  if ((await countSegments(tx, tenant.id)) >= mostSegments) throw tooManySegments(mostSegments)
  const hasRule = input.rule !== undefined && input.rule !== null
  const segment: SegmentToWrite = {
    id: newId(),
    name: input.name,
    description: input.description ?? '',
    kind: input.kind,
    rule: hasRule ? readRule(input.rule, await readRuleWorld(tx, tenant), '/rule') : null,
    includesUnapproved: input.includesUnapproved ?? false,
    refresh: input.refresh ?? (input.kind === 'refreshing' ? 'daily' : null),
  }
  checkSegment(segment)
  const row = await insertSegment(tx, tenant.id, segment, at)
  const data = { segmentId: segment.id, name: segment.name }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'segment.created', data, at }])
  return fromRow(row)
}

/** Throws `segment-invalid` with every fault. */
export function checkSegment({ name, description, kind, rule, refresh }: SegmentToWrite): void {
  const faults: Fault[] = []
  if (name.trim() === '' || name.length > 200 || !isStorableText(name))
    faults.push({ field: '/name', message: 'must be a text of 1 to 200 characters' })
  if (description.length > 2000 || !isStorableText(description))
    faults.push({ field: '/description', message: 'must be a text of at most 2000 characters' })
  if (kind !== 'list' && rule === null)
    faults.push({ field: '/rule', message: `is what a ${kind} segment needs` })
  if (kind !== 'refreshing' && refresh !== null)
    faults.push({ field: '/refresh', message: 'is for a refreshing segment only' })
  if (faults.length > 0) throw segmentInvalid(faults)
}
