/**
 * Gathers what concurrent requests want to write, by tenant, so that one transaction can write many. A batch leaves as soon
 * as a flight is free: alone when there is little to do, with many when there is much. A tenant is in one flight at most,
 * and tenants take turns. No timer holds anything back.
 */
export interface GroupCommit<Item> {
  add(tenantId: string, item: Item): void
  /** Takes back what waits. False when it has left already. */
  withdraw(tenantId: string, item: Item): boolean
  /** Resolves when nothing is under way. */
  drain(): Promise<void>
  /** Whether more wait for their commit, on the average of late, than a quick database would let wait. */
  isPressed(): boolean
}

/** From so many that wait on, work in the background gives way; it knows no pressure when this long nothing came. */
const pressing = 8
const pressureLastsMs = 100

export interface Flights<Item> {
  /** Transactions at a time. */
  readonly most: number
  readonly mostPerBatch: number
  /** Writes a batch of one tenant and tells each of it how it ended. Never rejects. */
  fly(tenantId: string, batch: readonly Item[]): Promise<void>
}

export function createGroupCommit<Item>({ most, mostPerBatch, fly }: Flights<Item>): GroupCommit<Item> {
  /** Who waits, by tenant; the tenant whose turn is next comes first. */
  const queues = new Map<string, Item[]>()
  const flying = new Set<string>()
  let isScheduled = false
  let idle: (() => void)[] = []
  let waiting = 0
  /** How many wait, a moving average over some ten batches, and when it was taken. */
  let waitingOfLate = 0
  let landedAt = 0

  const isBusy = () => flying.size > 0 || queues.size > 0

  function schedule() {
    if (isScheduled || queues.size === 0 || flying.size >= most) return
    isScheduled = true
    // After the requests that arrived together have been parsed.
    setImmediate(() => {
      isScheduled = false
      takeOff()
    })
  }

  function takeOff() {
    for (const [tenantId, queue] of queues) {
      if (flying.size >= most) return
      if (flying.has(tenantId)) continue
      queues.delete(tenantId)
      const batch = queue.splice(0, mostPerBatch)
      if (queue.length > 0) queues.set(tenantId, queue)
      waiting -= batch.length
      flying.add(tenantId)
      void fly(tenantId, batch).finally(() => land(tenantId, batch.length))
    }
  }

  function land(tenantId: string, length: number) {
    flying.delete(tenantId)
    landedAt = performance.now()
    waitingOfLate += (length + waiting - waitingOfLate) / 10
    schedule()
    if (isBusy()) return
    for (const resolve of idle) resolve()
    idle = []
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
      if (place < 0) return false
      queue.splice(place, 1)
      waiting--
      if (queue.length === 0) queues.delete(tenantId)
      return true
    },
    drain: () => new Promise(resolve => (isBusy() ? void idle.push(resolve) : resolve())),
    isPressed() {
      if (waitingOfLate < pressing) return false
      // While the database is held up by others no batch lands, and the pressure is none the less.
      return isBusy() || performance.now() - landedAt < pressureLastsMs
    },
  }
}
