import type { Clock } from '../../kernel/clock.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockHeads } from '../../storage/log/heads.ts'
import type { Outcome, Prepared } from './interaction.ts'
import { appendInteractions, keepRejected } from './interactions.sql.ts'

/** A prepared interaction and when it came in on its tenant's clock. */
export interface Submission {
  readonly prepared: Prepared
  readonly receivedAt: Date
}

/**
 * Writes many interactions, of one tenant or several, valid and rejected ones, in the caller's transaction: one
 * outcome per submission, in the same order. Nothing is read or written per interaction.
 */
export async function recordInteractions(tx: Tx, submissions: readonly Submission[]): Promise<Outcome[]> {
  const valid = submissions.filter(({ prepared }) => prepared.faults.length === 0)
  const broken = submissions.filter(({ prepared }) => prepared.faults.length > 0)
  const outcomes = new Map<Submission, Outcome>()

  // In a statement of its own, so that the next one sees every contact and schema as they are now.
  const tenantIds = [...new Set(submissions.map(({ prepared }) => prepared.tenantId))]
  await lockHeads(tx, tenantIds, broken.length > 0 ? ['interactions', 'events'] : ['interactions'])

  if (valid.length > 0) {
    const results = await appendInteractions(
      tx,
      valid.map(({ prepared }) => prepared),
    )
    for (const result of results) {
      const submission = valid[result.position]!
      const { id, createdDate } = submission.prepared
      outcomes.set(submission, missing(result) ?? { kind: 'stored', id, createdDate })
    }
  }
  if (broken.length > 0) {
    const rejects = broken.map(({ prepared }) => prepared)
    const results = await keepRejected(
      tx,
      rejects,
      broken.map(({ receivedAt }) => receivedAt),
    )
    for (const result of results) {
      const submission = broken[result.position]!
      const { id, faults } = submission.prepared
      outcomes.set(submission, missing(result) ?? { kind: 'rejected', id, faults })
    }
    const kept = broken.filter(submission => outcomes.get(submission)?.kind === 'rejected')
    await appendEvents(tx, kept.map(rejectedEvent))
  }
  return submissions.map(submission => outcomes.get(submission)!)
}

function missing(found: { hasContact: boolean; hasSchema: boolean }): Outcome | undefined {
  if (!found.hasSchema) return { kind: 'schema missing' }
  if (!found.hasContact) return { kind: 'contact missing' }
  return undefined
}

function rejectedEvent({ prepared, receivedAt }: Submission) {
  return {
    tenantId: prepared.tenantId,
    type: 'interaction.rejected',
    contactId: prepared.contactId,
    data: { rejectedId: prepared.id, schemaKey: prepared.schema.key },
    at: receivedAt,
  }
}

/** Checks one interaction and stamps it with the time on the tenant's clock. */
export function submit(clock: Clock, tenant: { clockOffsetMs: number }, prepared: Prepared): Submission {
  return { prepared, receivedAt: clock.now(tenant) }
}
