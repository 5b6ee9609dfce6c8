import {
  type ClaimedSend,
  claimSends,
  readSendLanes,
  releaseAllSends,
  releaseSends,
  type SendLane,
} from '../domain/messaging/claim-sends.ts'
import type { CourierKind } from '../domain/messaging/courier.ts'
import { recoverSends } from '../domain/messaging/recover-sends.ts'
import type { Lane } from '../storage/claim.ts'
import { isUnavailable } from '../storage/unavailable.ts'
import type { WorkerParts } from './parts.ts'
import { sendBatch } from './send-batch.ts'
import { openCouriers } from './send-couriers.ts'
import { type MessageSenderOptions, messageSenderDefaults } from './send-options.ts'

export interface MessageSender {
  /** Claims no more, waits for what is being handed over, and gives back what was not begun. */
  stop(): Promise<void>
}

/** Between two looks; twice as long after each that finds nothing. */
const [leastPauseMs, pressedPauseMs] = [10, 100]
/** After a fact was appended, most of which are of no concern to messages. */
const busyPauseMs = 30
const claimedUnderPressure = 16
/** So many of one lane at least, when there are many lanes: the others have their turn in the next round. */
const leastRoom = 10
const recoverEveryMs = 5000
/** So long a lane rests when a rate allows no more. */
const crowdedMs = 1000
/** Of a lane with a rate not more is claimed than goes in so many seconds. */
const rateAheadSeconds = 5

/**
 * Sends the messages that are due. Several senders work on one queue and none sends what another does; one that died
 * leaves claims that run out. What it was handing over is settled by whoever finds it: see recover-sends.ts.
 */
export function startMessageSender(
  parts: WorkerParts,
  kinds: readonly CourierKind[],
  options: Partial<MessageSenderOptions> = {},
): MessageSender {
  const settings = { ...messageSenderDefaults, ...options }
  const { database, clock, signal, onError } = parts
  const { db } = database
  const stopping = new AbortController()
  const couriers = openCouriers(kinds, settings)
  const batch = { db, clock, couriers, settings, stopping: stopping.signal }
  const underWay = new Set<Promise<void>>()
  /** By lane. */
  const inHand = new Map<string, number>()
  const restUntil = new Map<string, number>()
  let [held, pauseMs, recoveredAt, turn] = [0, leastPauseMs, Number.NEGATIVE_INFINITY, 0]
  let wake: () => void = () => {}
  let isWoken = false
  let isTelling = false
  let hasLanes = false

  const stumble = (error: unknown) => {
    if (!isUnavailable(error)) onError(error, 'message-sender')
  }

  /** Something may be due. Looks that come close together are one. */
  function look(inMs: number) {
    if (isWoken) return
    isWoken = true
    setTimeout(() => wake(), isPressed() ? pressedPauseMs : inMs)
  }
  // Where there is no lane at all, nobody ever queued a message: the first one is found by the sweep.
  signal.listen('events', () => {
    if (!isTelling && hasLanes && !stopping.signal.aborted) look(busyPauseMs)
  })

  function tell(tenantIds: readonly string[]) {
    isTelling = true
    signal.appended('events', tenantIds)
    isTelling = false
  }

  const isPressed = () => parts.isPressed?.() ?? false

  async function run() {
    if (settings.isAlone) await releaseAllSends(db).catch(stumble)
    while (!stopping.signal.aborted) {
      isWoken = false
      try {
        const found = await round()
        const soon = isPressed() ? pressedPauseMs : leastPauseMs
        pauseMs = found > 0 ? soon : Math.min(Math.max(pauseMs * 2, soon), settings.sweepMs)
      } catch (error) {
        stumble(error)
        pauseMs = settings.sweepMs
      }
      await rest()
    }
  }

  /** Claims what there is room for and begins to send it. Answers how much that was. */
  async function round(): Promise<number> {
    const open = await readSendLanes(db)
    hasLanes = open.length > 0
    const lanes = open.filter(({ id }) => (restUntil.get(id) ?? 0) <= performance.now())
    if (performance.now() - recoveredAt > recoverEveryMs) {
      recoveredAt = performance.now()
      const clocks = new Map(open.map(lane => [lane.tenantId, lane.clock]))
      tell(await recoverSends(db, kinds, id => (clocks.has(id) ? clock.now(clocks.get(id)!) : clock.wall())))
      couriers.closeIdle(performance.now())
      for (const [id, until] of restUntil) if (until < performance.now()) restUntil.delete(id)
    }
    const rooms = roomsOf(lanes)
    const sends = rooms.length > 0 ? await claimSends(db, rooms, settings.leaseMs) : []
    const byLane = Map.groupBy(sends, ({ laneId }) => laneId)
    for (const lane of lanes) {
      const own = byLane.get(lane.id)
      if (own) begin(lane, own)
    }
    return sends.length
  }

  /** Lanes share alike, and who comes first changes. A lane that has most of what it may have waits. */
  function roomsOf(lanes: readonly SendLane[]): Lane[] {
    const free = Math.min(
      settings.mostInHand - held,
      isPressed() ? claimedUnderPressure : settings.mostInHand,
    )
    const share = Math.max(leastRoom, Math.floor(free / Math.max(1, lanes.length)))
    turn = lanes.length > 0 ? (turn + 1) % lanes.length : 0
    const rooms = [...lanes.slice(turn), ...lanes.slice(0, turn)].flatMap(({ tenantId, id, perSecond }) => {
      const ahead = perSecond === null ? settings.mostPerLane : Math.max(1, perSecond * rateAheadSeconds)
      const window = Math.min(settings.mostPerLane, ahead)
      const room = window - (inHand.get(id) ?? 0)
      return room * 2 < window
        ? []
        : [{ tenantId, laneId: id, room: Math.min(room, share, Math.max(1, free)) }]
    })
    return rooms.slice(0, Math.floor(free / Math.min(share, Math.max(1, free))))
  }

  function begin(lane: SendLane, sends: readonly ClaimedSend[]) {
    hold(lane.id, sends.length)
    async function work() {
      try {
        if (!(await sendBatch(batch, lane, sends))) restUntil.set(lane.id, performance.now() + crowdedMs)
      } catch (error) {
        stumble(error)
        await releaseSends(db, lane.tenantId, sends).catch(stumble) // those that were not begun
      }
    }
    const one: Promise<void> = work().finally(() => {
      hold(lane.id, -sends.length)
      underWay.delete(one)
      tell([lane.tenantId])
      look(leastPauseMs)
    })
    underWay.add(one)
  }

  function hold(laneId: string, count: number) {
    held += count
    const own = (inHand.get(laneId) ?? 0) + count
    if (own > 0) inHand.set(laneId, own)
    else inHand.delete(laneId)
  }

  async function rest() {
    if (stopping.signal.aborted) return
    const woken = new Promise<void>(resolve => {
      wake = resolve
    })
    const timer = setTimeout(wake, isWoken ? leastPauseMs : pauseMs)
    await woken
    clearTimeout(timer)
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      wake()
      await running
      await Promise.all(underWay)
      couriers.closeAll()
    },
  }
}
