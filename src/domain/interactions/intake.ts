import type { Db, Tx } from '../../storage/driver.ts'
import type { LogSignal } from '../../storage/log/signal.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import type { Outcome } from './interaction.ts'
import { commitInteractions, recordInteractions, type Submission } from './record-interactions.ts'

/**
 * The group commit. Interactions of concurrent requests are gathered and written in one transaction, and each is
 * answered only after its COMMIT.
 *
 * A batch leaves as soon as a flight is free: alone when there is little to do, in hundreds when there is much. No
 * timer holds anything back.
 */
export interface Intake {
  /** Resolves when what the outcome says is committed; rejects when nothing was. */
  record(submission: Submission): Promise<Outcome>
  /** Resolves when nothing is under way. */
  drain(): Promise<void>
}

export interface IntakeOptions {
  /** Transactions at a time. Each tenant is in one at most: two would only take turns at the head of its log. */
  readonly flights: number
  readonly mostPerBatch: number
  onBatch?(size: number, seconds: number): void
}

/** Of bodies in one batch, give or take one. */
const mostCharacters = 4 * 1024 * 1024

interface Waiting {
  readonly submission: Submission
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

export function createIntake(db: Db, signal: LogSignal, options: IntakeOptions): Intake {
  let queue: Waiting[] = []
  let flying = 0
  const tenantsFlying = new Set<string>()
  let isScheduled = false
  let idle: (() => void)[] = []

  function schedule() {
    if (isScheduled || flying >= options.flights || queue.length === 0) return
    isScheduled = true
    // After the requests that arrived together have been parsed.
    setImmediate(() => {
      isScheduled = false
      takeOff()
    })
  }

  function takeOff() {
    while (flying < options.flights) {
      const batch = nextBatch()
      if (batch.length === 0) return
      const tenantIds = new Set(batch.map(each => each.submission.prepared.tenantId))
      for (const tenantId of tenantIds) tenantsFlying.add(tenantId)
      flying++
      fly(batch).finally(() => land(tenantIds))
    }
  }

  /** As many as fit, in the order in which they came, but none of a tenant that is in the air. */
  function nextBatch(): Waiting[] {
    const batch: Waiting[] = []
    const left: Waiting[] = []
    let characters = 0
    for (const each of queue) {
      const { tenantId, body } = each.submission.prepared
      const isFull = batch.length >= options.mostPerBatch || characters > mostCharacters
      if (isFull || tenantsFlying.has(tenantId)) {
        left.push(each)
        continue
      }
      batch.push(each)
      characters += body.length
    }
    queue = left
    return batch
  }

  function land(tenantIds: ReadonlySet<string>) {
    flying--
    for (const tenantId of tenantIds) tenantsFlying.delete(tenantId)
    signal.appended('interactions', tenantIds)
    signal.appended('events', tenantIds)
    schedule()
    if (flying > 0 || queue.length > 0) return
    for (const resolve of idle) resolve()
    idle = []
  }

  async function fly(batch: readonly Waiting[]) {
    const started = performance.now()
    await commit(batch)
    options.onBatch?.(batch.length, (performance.now() - started) / 1000)
  }

  async function commit(batch: readonly Waiting[]) {
    try {
      const outcomes = await commitInteractions(
        db,
        batch.map(each => each.submission),
      )
      batch.forEach((each, index) => {
        each.resolve(outcomes[index]!)
      })
    } catch (error) {
      await goDown(batch, error)
    }
  }

  /**
   * One that the database cannot take must not pull the others down: they are tried in halves, down to the one. With
   * the database away nobody is tried again.
   */
  async function goDown(batch: readonly Waiting[], error: unknown) {
    if (batch.length > 1 && !isUnavailable(error)) {
      const middle = Math.ceil(batch.length / 2)
      await commit(batch.slice(0, middle))
      await commit(batch.slice(middle))
      return
    }
    for (const each of batch) each.reject(error)
  }

  return {
    record: submission =>
      new Promise((resolve, reject) => {
        queue.push({ submission, resolve, reject })
        schedule()
      }),
    drain: () =>
      new Promise(resolve => {
        if (flying === 0 && queue.length === 0) return resolve()
        idle.push(resolve)
      }),
  }
}

/** The same, but in a transaction that someone else commits. */
export function createIntakeWithin(tx: Tx): Intake {
  return {
    record: async submission => (await recordInteractions(tx, [submission]))[0]!,
    drain: async () => {},
  }
}
