import type { Db, Tx } from '../../storage/driver.ts'
import { createGroupCommit } from '../../storage/group-commit.ts'
import type { LogSignal } from '../../storage/log/signal.ts'
import type { Pipelines } from '../../storage/pipelines.ts'
import type { Outcome } from './interaction.ts'
import { createKnownTargets } from './known-targets.ts'
import { commitInteractions, recordInteractions, type Submission } from './record-interactions.ts'

/** Takes interactions in. Those of concurrent requests are committed together: see `storage/group-commit.ts`. */
export interface Intake {
  /** Resolves when what the outcome says is committed; rejects when nothing was. */
  record(submission: Submission): Promise<Outcome>
  /** Resolves when nothing is under way. */
  drain(): Promise<void>
  /** Whether more wait for their commit, on the average of late, than a quick database would let wait. */
  isPressed(): boolean
}

export interface IntakeOptions {
  /** Tenants whose interactions are being written at a time. */
  readonly flights: number
  readonly mostPerBatch: number
  /** With them a full batch of a tenant leaves before the last one is answered. */
  readonly pipelines?: Pipelines
  onBatch?(size: number, seconds: number): void
}

interface Waiting {
  readonly submission: Submission
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

const hasFaults = ({ submission }: Waiting) => submission.prepared.faults.length > 0

export function createIntake(
  db: Db,
  signal: LogSignal,
  { flights, mostPerBatch, pipelines, onBatch }: IntakeOptions,
): Intake {
  const known = createKnownTargets()
  const group = createGroupCommit<Waiting>({
    most: flights,
    mostPerBatch,
    charactersOf: ({ submission }) => submission.prepared.body.length,
    async write(batch) {
      const submissions = batch.map(each => each.submission)
      const outcomes = await commitInteractions(db, submissions, { known, pipelines })
      return batch.map((each, index) => () => each.resolve(outcomes[index]!))
    },
    refusal: (each, error) => () => each.reject(error),
    ...(pipelines && { mayFollow: pipelines.mayFollow }),
    ...(onBatch && { onWritten: onBatch }),
    onAnswered(batch, tenantId) {
      signal.appended('interactions', [tenantId])
      // A rejected one is a fact of the other log. Those who follow that are many, and the valid ones are no news to them.
      if (batch.some(hasFaults)) signal.appended('events', [tenantId])
    },
  })

  return {
    record: submission =>
      new Promise((resolve, reject) =>
        group.add(submission.prepared.tenantId, { submission, resolve, reject }),
      ),
    drain: group.drain,
    isPressed: group.isPressed,
  }
}

/** The same, but in a transaction that someone else commits. */
export function createIntakeWithin(tx: Tx): Intake {
  return {
    record: async submission => (await recordInteractions(tx, [submission]))[0]!,
    drain: async () => {},
    isPressed: () => false,
  }
}
