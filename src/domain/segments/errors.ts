import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import type { SegmentUse } from './uses.sql.ts'

export function segmentRuleInvalid(faults: readonly Fault[]) {
  const text = faults.map(({ field, message }) => `${field || '/'} ${message}`).join('; ')
  return new DomainError('segment-rule-invalid', `The rule is not valid: ${text.slice(0, 2000)}.`, { faults })
}

export const segmentInvalid = (faults: readonly Fault[]) =>
  new DomainError(
    'segment-invalid',
    `The segment is not valid: ${faults.map(({ field, message }) => `${field} ${message}`).join('; ')}.`,
    { faults },
  )

/** The id is what a client sent, of any length. */
export const segmentNotFound = (sent: string) =>
  new DomainError('segment-not-found', `There is no segment ${sent.slice(0, 100)}.`, {
    segmentId: sent.slice(0, 100),
  })

/** Other segments, automations or campaigns refer to it. */
export const segmentInUse = (segmentId: string, usedBy: readonly SegmentUse[]) =>
  new DomainError('segment-in-use', 'Others refer to this segment.', { segmentId, usedBy })

/** Members are put in and taken out by hand of lists only. */
export const segmentNotList = (segmentId: string) =>
  new DomainError('segment-not-list', 'The members of this segment follow from its rule.', { segmentId })

export const segmentNotComputed = (segmentId: string) =>
  new DomainError('segment-not-computed', 'This list has no rule to compute it from.', { segmentId })

export const tooManySegments = (limit: number) =>
  new DomainError('too-many-segments', `There are ${limit} segments already, and no more are allowed.`, {
    limit,
  })

export const segmentHistoryTooLong = (limit: number) =>
  new DomainError('segment-history-too-long', `There are at most ${limit} points in one answer.`, { limit })
