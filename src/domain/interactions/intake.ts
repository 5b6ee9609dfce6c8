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
  /** Whether more wait for their commit, on the average of late, than a quick database would let wait. */
  isPressed(): boolean
}

export interface IntakeOptions {
  /** Transactions at a time. Each tenant is in one at most: two would only take turns at the head of its log. */
  readonly flights: number
  readonly mostPerBatch: number
  onBatch?(size: number, seconds: number): void
}

/**
 * Up to so many that wait leave before the answers of the batch that has landed are written: the database's time counts
 * then. With more it is the processor's, and what arrives meanwhile makes the batch larger, which spares it.
 */
const few = 16
/** From so many that wait on, work in the background gives way; it knows no pressure when this long nothing came. */
const pressing = 8
const pressureLastsMs = 100
/** Of bodies in one batch, give or take one. */
const mostCharacters = 4 * 1024 * 1024

/** Tells one who waits how it ended. */
type Answer = () => void

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
  /** How many wait, a moving average over some ten batches, and when it was taken. */
  let waitingOfLate = 0
  let landedAt = 0

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
      fly(batch, tenantIds)
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

  async function fly(batch: readonly Waiting[], tenantIds: ReadonlySet<string>) {
    const started = performance.now()
    const answers = await commit(batch)
    landedAt = performance.now()
    options.onBatch?.(batch.length, (landedAt - started) / 1000)
    flying--
    waitingOfLate += (batch.length + queue.length - waitingOfLate) / 10
    for (const tenantId of tenantIds) tenantsFlying.delete(tenantId)
    if (queue.length > few) return land(answers, tenantIds)
    takeOff()
    setImmediate(land, answers, tenantIds)
  }

  function land(answers: readonly Answer[], tenantIds: ReadonlySet<string>) {
    for (const answer of answers) answer()
    signal.appended('interactions', tenantIds)
    signal.appended('events', tenantIds)
    schedule()
    restIfIdle()
  }

  function restIfIdle() {
    if (flying > 0 || queue.length > 0) return
    for (const resolve of idle) resolve()
    idle = []
  }

  /** Gives back what tells each of the batch how it ended. */
  async function commit(batch: readonly Waiting[]): Promise<Answer[]> {
    try {
      const outcomes = await commitInteractions(
        db,
        batch.map(each => each.submission),
      )
      return batch.map((each, index) => () => each.resolve(outcomes[index]!))
    } catch (error) {
      return goDown(batch, error)
    }
  }

  /**
   * One that the database cannot take must not pull the others down: they are tried in halves, down to the one. With
   * the database away nobody is tried again.
   */
  async function goDown(batch: readonly Waiting[], error: unknown): Promise<Answer[]> {
    if (batch.length === 1 || isUnavailable(error)) return batch.map(each => () => each.reject(error))
    const middle = Math.ceil(batch.length / 2)
    return [...(await commit(batch.slice(0, middle))), ...(await commit(batch.slice(middle)))]
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
    isPressed() {
      if (waitingOfLate < pressing) return false
      // While the database is held up by others no batch lands, and the pressure is none the less.
      return flying > 0 || queue.length > 0 || performance.now() - landedAt < pressureLastsMs
    },
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
