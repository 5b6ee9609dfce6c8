import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Outcome, Prepared } from './interaction.ts'
import { appendInteractions, keepRejected, type Target } from './interactions.sql.ts'

/** A prepared interaction and when it came in on its tenant's clock. */
export interface Submission {
  readonly prepared: Prepared
  readonly receivedAt: Date
}

const isBroken = ({ prepared }: Submission) => prepared.faults.length > 0

/**
 * Writes many interactions, of one tenant or several, valid and rejected ones, and commits them: one outcome per
 * submission, in the same order. Nothing is read or written per interaction, and a batch without rejected ones is a
 * single statement.
 */
export async function commitInteractions(db: Db, submissions: readonly Submission[]): Promise<Outcome[]> {
  if (!submissions.some(isBroken)) return storeValid(db, submissions)
  return transact(db, tx => recordInteractions(tx, submissions))
}

/** The same in the caller's transaction. */
export async function recordInteractions(tx: Tx, submissions: readonly Submission[]): Promise<Outcome[]> {
  const broken = submissions.filter(isBroken)
  const valid = submissions.filter(submission => !isBroken(submission))

  const rejected = await keepBroken(tx, broken)
  const stored = await storeValid(tx, valid)
  const outcomes = new Map<Submission, Outcome>([
    ...broken.map((submission, index) => [submission, rejected[index]!] as const),
    ...valid.map((submission, index) => [submission, stored[index]!] as const),
  ])
  return submissions.map(submission => outcomes.get(submission)!)
}

async function storeValid(db: Db, submissions: readonly Submission[]): Promise<Outcome[]> {
  if (submissions.length === 0) return []
  const targets = await appendInteractions(
    db,
    submissions.map(({ prepared }) => prepared),
  )
  return submissions.map(({ prepared: { id, createdDate } }, index) => {
    return missing(targets[index]!) ?? { kind: 'stored', id, createdDate }
  })
}

async function keepBroken(tx: Tx, submissions: readonly Submission[]): Promise<Outcome[]> {
  if (submissions.length === 0) return []
  await lockEvents(
    tx,
    submissions.map(({ prepared }) => prepared.tenantId),
  )
  const targets = await keepRejected(tx, submissions)
  const outcomes = submissions.map<Outcome>(({ prepared: { id, faults } }, index) => {
    return missing(targets[index]!) ?? { kind: 'rejected', id, faults }
  })
  const kept = submissions.filter((_, index) => outcomes[index]?.kind === 'rejected')
  await appendEvents(tx, kept.map(toEvent))
  return outcomes
}

function missing({ hasContact, hasSchema }: Target): Outcome | undefined {
  if (!hasSchema) return { kind: 'schema missing' }
  if (!hasContact) return { kind: 'contact missing' }
  return undefined
}

function toEvent({ prepared, receivedAt }: Submission) {
  return {
    tenantId: prepared.tenantId,
    type: 'interaction.rejected',
    contactId: prepared.contactId,
    data: { rejectedId: prepared.id, schemaKey: prepared.schema.key },
    at: receivedAt,
  }
}
