import { blame, fieldAt, hasOnly, type Place } from './rule-input.ts'

/** Being a member of another segment or list. */
export interface SegmentRule {
  readonly kind: 'segment'
  readonly id: string
}

/** `segmentIds` are those that may be named. */
export function readSegmentRule(place: Place, segmentIds: ReadonlySet<string>): SegmentRule {
  hasOnly(place, ['kind', 'id'])
  const at = fieldAt(place, 'id')
  const id = typeof at.value === 'string' ? at.value.toLowerCase() : ''
  if (!segmentIds.has(id)) blame(at, 'is not the id of a segment that this one may ask for')
  return { kind: 'segment', id }
}
