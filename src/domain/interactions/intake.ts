import type { Db, Tx } from '../../storage/driver.ts'
import type { LogName } from '../../storage/log/heads.ts'
import type { LogSignal } from '../../storage/log/signal.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import type { Outcome } from './interaction.ts'
import { commitInteractions, recordInteractions, type Submission } from './record-interactions.ts'

/**
 * The group commit. Interactions of concurrent requests are gathered by tenant and written in one transaction, and each
 * is answered only after its COMMIT.
 *
 * A batch leaves as soon as a flight is free: alone when there is little to do, in hundreds when there is much. Tenants
 * take turns. No timer holds anything back.
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

/** What grew: a rejected interaction is a fact of the other log. */
const one: readonly LogName[] = ['interactions']
const both: readonly LogName[] = ['interactions', 'events']

/** Tells one who waits how it ended. */
type Answer = () => void

interface Waiting {
  readonly submission: Submission
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

const hasFaults = ({ submission }: Waiting) => submission.prepared.faults.length > 0

export function createIntake(db: Db, signal: LogSignal, options: IntakeOptions): Intake {
  /** Who waits, by tenant; the tenant whose turn is next comes first. */
  const queues = new Map<string, Waiting[]>()
  let waiting = 0
  const tenantsFlying = new Set<string>()
  let isScheduled = false
  let idle: (() => void)[] = []
  /** How many wait, a moving average over some ten batches, and when it was taken. */
  let waitingOfLate = 0
  let landedAt = 0

  function schedule() {
    if (isScheduled || tenantsFlying.size >= options.flights || waiting === 0) return
    isScheduled = true
    // After the requests that arrived together have been parsed.
    setImmediate(() => {
      isScheduled = false
      takeOff()
    })
  }

  function takeOff() {
    for (const [tenantId, queue] of queues) {
      if (tenantsFlying.size >= options.flights) return
      if (tenantsFlying.has(tenantId)) continue
      queues.delete(tenantId)
      const batch = queue.splice(0, batchLength(queue))
      if (queue.length > 0) queues.set(tenantId, queue)
      waiting -= batch.length
      tenantsFlying.add(tenantId)
      fly(batch, tenantId)
    }
  }

  /** As many as fit. */
  function batchLength(queue: readonly Waiting[]): number {
    const most = Math.min(queue.length, options.mostPerBatch)
    let characters = 0
    for (let length = 0; length < most; length++) {
      if (characters > mostCharacters) return length
      characters += queue[length]!.submission.prepared.body.length
    }
    return most
  }

  async function fly(batch: readonly Waiting[], tenantId: string) {
    const started = performance.now()
    const answers = await commit(batch)
    landedAt = performance.now()
    options.onBatch?.(batch.length, (landedAt - started) / 1000)
    waitingOfLate += (batch.length + waiting - waitingOfLate) / 10
    tenantsFlying.delete(tenantId)
    const logs = batch.some(hasFaults) ? both : one
    if (waiting > few) return land(answers, tenantId, logs)
    takeOff()
    setImmediate(land, answers, tenantId, logs)
  }

  function land(answers: readonly Answer[], tenantId: string, logs: readonly LogName[]) {
    for (const answer of answers) answer()
    for (const log of logs) signal.appended(log, [tenantId])
    schedule()
    restIfIdle()
  }

  const isBusy = () => tenantsFlying.size > 0 || waiting > 0

  function restIfIdle() {
    if (isBusy()) return
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
        const { tenantId } = submission.prepared
        const queue = queues.get(tenantId)
        if (queue) queue.push({ submission, resolve, reject })
        else queues.set(tenantId, [{ submission, resolve, reject }])
        waiting++
        schedule()
      }),
    drain: () =>
      new Promise(resolve => {
        if (!isBusy()) return resolve()
        idle.push(resolve)
      }),
    isPressed() {
      if (waitingOfLate < pressing) return false
      // While the database is held up by others no batch lands, and the pressure is none the less.
      return isBusy() || performance.now() - landedAt < pressureLastsMs
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
