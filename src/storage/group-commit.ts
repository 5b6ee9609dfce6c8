import { isUnavailable } from './unavailable.ts'

/**
 * The group commit. What concurrent requests want to write is gathered by tenant and written in one transaction, and each
 * is answered only after its COMMIT.
 *
 * A batch leaves as soon as a flight is free: alone when there is little to do, in hundreds when there is much. A tenant
 * is in one flight at most, for two would only take turns at the head of its log, and tenants take turns; but when a
 * full batch waits, which would not grow by waiting, it may follow the one in the air. No timer holds anything back.
 */
export interface GroupCommit<Item> {
  add(tenantId: string, item: Item): void
  /** Takes back what waits; what has left already stays. */
  withdraw(tenantId: string, item: Item): void
  /** Resolves when nothing is under way. */
  drain(): Promise<void>
  /** Whether more wait for their commit, on the average of late, than a quick database would let wait. */
  isPressed(): boolean
}

/** Tells one who waits how it ended. */
export type Answer = () => void

export interface Flights<Item> {
  /** Tenants of which something is in the air at a time. */
  readonly most: number
  readonly mostPerBatch: number
  /** How many characters one brings along. Without it they do not count. */
  charactersOf?(item: Item): number
  /** Writes a batch of one tenant: an answer for each, in the same order. Throws when nothing was written. */
  write(batch: readonly Item[], tenantId: string): Promise<Answer[]>
  /** Whether a full batch of a tenant may follow one that is in the air. Without it none does. */
  mayFollow?(): boolean
  /** The answer for one that cannot be written. */
  refusal(item: Item, error: unknown): Answer
  /** A batch was written. */
  onWritten?(size: number, seconds: number): void
  /** A batch was written, and each of it was told. */
  onAnswered(batch: readonly Item[], tenantId: string): void
}

/**
 * Up to so many that wait leave before the answers of the batch that has landed are written: the database's time counts
 * then. With more it is the processor's, and what arrives meanwhile makes the batch larger, which spares it.
 */
const few = 16
/** From so many that wait on, work in the background gives way; it knows no pressure when this long nothing came. */
const pressing = 8
const pressureLastsMs = 100
/** Batches of a tenant in the air: one at work in the database, one that is there when it has ended. */
const mostInARow = 2
/** For so many turns of the event loop a few wait for more, at most. */
const mostTurns = 8
/** In one batch, give or take one. */
const mostCharacters = 4 * 1024 * 1024

export function createGroupCommit<Item>(flights: Flights<Item>): GroupCommit<Item> {
  const { most, mostPerBatch, charactersOf } = flights
  /** Who waits, by tenant; the tenant whose turn is next comes first. */
  const queues = new Map<string, Item[]>()
  let waiting = 0
  /** Batches in the air, by tenant. */
  const flying = new Map<string, number>()
  /** Batches that have landed and whose answers are not written yet. */
  let unanswered = 0
  let isScheduled = false
  let idle: (() => void)[] = []
  /** How many wait, a moving average over some ten batches, and when it was taken. */
  let waitingOfLate = 0
  let landedAt = 0

  const isBusy = () => flying.size > 0 || waiting > 0 || unanswered > 0

  function schedule() {
    if (isScheduled || waiting === 0 || !mayLeave()) return
    isScheduled = true
    gather(waiting, 0)
  }

  /** After the requests that arrived together have been parsed; a few wait as long as each turn brings more. */
  function gather(before: number, turns: number) {
    setImmediate(() => {
      if (waiting > before && waiting <= few && turns < mostTurns) return gather(waiting, turns + 1)
      isScheduled = false
      takeOff()
    })
  }

  function takeOff() {
    for (const [tenantId, queue] of queues) {
      if (!mayLeave()) return
      if (!mayTakeOff(tenantId, queue)) continue
      queues.delete(tenantId)
      const batch = queue.splice(0, batchLength(queue))
      if (queue.length > 0) queues.set(tenantId, queue)
      waiting -= batch.length
      flying.set(tenantId, inTheAir(tenantId) + 1)
      void fly(batch, tenantId)
    }
  }

  /** Whether anything may leave: somebody whose flight is free, or a full batch that follows. */
  const mayLeave = () => flying.size < most || waiting >= mostPerBatch
  const inTheAir = (tenantId: string) => flying.get(tenantId) ?? 0

  function mayTakeOff(tenantId: string, queue: readonly Item[]): boolean {
    const others = inTheAir(tenantId)
    if (others === 0) return flying.size < most
    return others < mostInARow && queue.length >= mostPerBatch && flights.mayFollow?.() === true
  }

  /** As many as fit. */
  function batchLength(queue: readonly Item[]): number {
    const longest = Math.min(queue.length, mostPerBatch)
    if (!charactersOf) return longest
    let characters = 0
    for (let length = 0; length < longest; length++) {
      if (characters > mostCharacters) return length
      characters += charactersOf(queue[length]!)
    }
    return longest
  }

  async function fly(batch: readonly Item[], tenantId: string) {
    const startedAt = performance.now()
    const answers = await commit(batch, tenantId)
    landedAt = performance.now()
    flights.onWritten?.(batch.length, (landedAt - startedAt) / 1000)
    waitingOfLate += (batch.length + waiting - waitingOfLate) / 10
    if (inTheAir(tenantId) > 1) flying.set(tenantId, inTheAir(tenantId) - 1)
    else flying.delete(tenantId)
    unanswered++
    if (waiting > few) return land(answers, batch, tenantId)
    takeOff()
    setImmediate(land, answers, batch, tenantId)
  }

  function land(answers: readonly Answer[], batch: readonly Item[], tenantId: string) {
    for (const answer of answers) answer()
    unanswered--
    flights.onAnswered(batch, tenantId)
    schedule()
    if (isBusy()) return
    for (const resolve of idle) resolve()
    idle = []
  }

  async function commit(batch: readonly Item[], tenantId: string): Promise<Answer[]> {
    try {
      return await flights.write(batch, tenantId)
    } catch (error) {
      return goDown(batch, tenantId, error)
    }
  }

  /**
   * One that the database cannot take must not pull the others down: they are tried in halves, down to the one. With
   * the database away nobody is tried again.
   */
  async function goDown(batch: readonly Item[], tenantId: string, error: unknown): Promise<Answer[]> {
    if (batch.length === 1 || isUnavailable(error)) return batch.map(each => flights.refusal(each, error))
    const middle = Math.ceil(batch.length / 2)
    const first = await commit(batch.slice(0, middle), tenantId)
    return [...first, ...(await commit(batch.slice(middle), tenantId))]
  }

  return {
    add(tenantId, item) {
      const queue = queues.get(tenantId)
      if (queue) queue.push(item)
      else queues.set(tenantId, [item])
      waiting++
      schedule()
    },
    withdraw(tenantId, item) {
      const queue = queues.get(tenantId) ?? []
      const place = queue.indexOf(item)
      if (place < 0) return
      queue.splice(place, 1)
      waiting--
      if (queue.length === 0) queues.delete(tenantId)
    },
    drain: () => new Promise(resolve => (isBusy() ? void idle.push(resolve) : resolve())),
    isPressed() {
      if (waitingOfLate < pressing) return false
      // While the database is held up by others no batch lands, and the pressure is none the less.
      return isBusy() || performance.now() - landedAt < pressureLastsMs
    },
  }
}
