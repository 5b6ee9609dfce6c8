import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Pipelines } from '../../storage/pipelines.ts'
import { packBundle } from './body-archive.ts'
import type { Outcome, Prepared } from './interaction.ts'
import {
  appendInteractions,
  appendToKnown,
  type Batch,
  keepRejected,
  type Missing,
  selectMissing,
} from './interactions.sql.ts'
import type { KnownTargets } from './known-targets.ts'

/** A prepared interaction and when it came in on its tenant's clock. */
export interface Submission {
  readonly prepared: Prepared
  readonly receivedAt: Date
}

/** What makes committing cheaper. */
interface Means {
  readonly known?: KnownTargets
  readonly pipelines?: Pipelines | undefined
}

const isBroken = ({ prepared }: Submission) => prepared.faults.length > 0

/**
 * Writes many interactions of one tenant, valid and rejected ones, and commits them: one outcome per
 * submission, in the same order. Nothing is read or written per interaction, and a batch without rejected ones is a
 * single statement.
 */
export async function commitInteractions(
  db: Db,
  submissions: readonly Submission[],
  { known, pipelines }: Means = {},
): Promise<Outcome[]> {
  if (submissions.some(isBroken)) return transact(db, tx => recordInteractions(tx, submissions))
  if (!pipelines) return storeValid(db, submissions, known)
  const { tenantId } = submissions[0]!.prepared
  return pipelines.on(tenantId, connection => storeValid(connection, submissions, known))
}

/** The same in the caller's transaction, which may yet take back what it made: nothing is known of it to others. */
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

async function storeValid(
  db: Db,
  submissions: readonly Submission[],
  known?: KnownTargets,
): Promise<Outcome[]> {
  const outcomes = await writeAll(submissions, present => append(db, present, known))
  return submissions.map(
    ({ prepared: { id, createdDate } }) => outcomes.get(id) ?? { kind: 'stored', id, createdDate },
  )
}

/** Answers what is missing, if nothing was appended. */
async function append(db: Db, submissions: readonly Submission[], known?: KnownTargets): Promise<Missing[]> {
  const inputs = submissions.map(({ prepared }) => prepared)
  const { tenantId } = inputs[0]!
  const bundle = { id: newId(), bodies: await packBundle(inputs.map(({ body }) => body)) }
  const batch = { tenantId, inputs, bundle }
  const seenAt = known?.removalsFor(batch)
  if (seenAt !== undefined) {
    if (await appendToKnown(db, batch, seenAt)) return []
    known?.forget(tenantId)
  }
  return lookAndAppend(db, batch, known)
}

/** What is there by the time it is looked for is appended then. */
async function lookAndAppend(
  db: Db,
  batch: Batch,
  known: KnownTargets | undefined,
  attempts = 5,
): Promise<Missing[]> {
  const removals = await appendInteractions(db, batch)
  if (removals !== undefined) {
    known?.learn(batch, removals)
    return []
  }
  const missing = await selectMissing(db, batch.inputs)
  if (missing.length > 0) return missing
  if (attempts <= 1) throw new Error('Interactions could not be appended, though nothing was missing.')
  return lookAndAppend(db, batch, known, attempts - 1)
}

async function keepBroken(tx: Tx, submissions: readonly Submission[]): Promise<Outcome[]> {
  if (submissions.length === 0) return []
  await lockEvents(
    tx,
    submissions.map(({ prepared }) => prepared.tenantId),
  )
  const outcomes = await writeAll(submissions, present => keepRejected(tx, present))
  await appendEvents(tx, submissions.filter(({ prepared }) => !outcomes.has(prepared.id)).map(toEvent))
  return submissions.map(
    ({ prepared: { id, faults } }) => outcomes.get(id) ?? { kind: 'rejected', id, faults },
  )
}

/** Writes what can be written, all at once, after putting aside what is found to lack its contact or its schema. */
async function writeAll(
  submissions: readonly Submission[],
  write: (present: readonly Submission[]) => Promise<Missing[]>,
): Promise<ReadonlyMap<string, Outcome>> {
  const refused = new Map<string, Outcome>()
  for (;;) {
    const present = submissions.filter(({ prepared }) => !refused.has(prepared.id))
    if (present.length === 0) return refused
    const missing = await write(present)
    if (missing.length === 0) return refused
    for (const { id, what } of missing) refused.set(id, { kind: `${what} missing` })
  }
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
