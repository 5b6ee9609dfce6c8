/**
 * What the sender has in hand: for each enabled webhook a lane with the deliveries that were claimed and not begun, in
 * the order in which they fell due. Nothing here waits or speaks to anyone.
 *
 * All is bounded: what is claimed, what is under way, and the part of both that one tenant may have, so that receivers
 * that hang hold up their own tenant and no other.
 */
import type { DueDelivery } from '../domain/webhooks/claim-deliveries.ts'
import type { Destination } from '../domain/webhooks/destination.ts'
import type { Lane as ClaimLane } from '../storage/claim.ts'

export interface Bounds {
  readonly inFlight: number
  readonly inFlightPerTenant: number
  /** In hand altogether, under way or not begun. */
  readonly claimed: number
}

export interface Lane {
  destination: Destination
  readonly queue: Waiting[]
  inFlight: number
  /** Whether the last attempt went well: then more is claimed ahead. */
  isHealthy: boolean
  /** That the last claim found less than there was room for. */
  isDry: boolean
  /** When the next attempt may begin, for a webhook with a rate. */
  nextAt: number
}

export interface Waiting {
  readonly delivery: DueDelivery
  /** An attempt that begins later than this might outlast the lease. On the clock of `performance.now()`. */
  readonly beginBefore: number
}

/** A lane that goes well has so many times its concurrency in hand. */
const ahead = 4
/** A lane with a rate has what it may send in so many seconds in hand. */
const rateAheadSeconds = 10
/** A lane with a rate may catch up what it missed in so many milliseconds. */
const burstMs = 50

export function createLanes(bounds: Bounds) {
  const lanes = new Map<string, Lane>()
  /** By tenant: under way, and all that is in hand. */
  const inFlightOf = newTally()
  const heldOf = newTally()
  const mostHeldPerTenant = Math.ceil((bounds.claimed * bounds.inFlightPerTenant) / bounds.inFlight)
  /** Lanes that have something queued and are not at their own bounds, in turn. */
  const ready = new Set<Lane>()
  let [held, inFlight, turn] = [0, 0, 0]
  /** Whether there was a lane with room for which the bounds left none. */
  let isShort = false

  const tenantOf = (lane: Lane) => lane.destination.tenantId
  const isTenantFull = (lane: Lane) => inFlightOf.get(tenantOf(lane)) >= bounds.inFlightPerTenant

  function windowOf({ destination: { concurrency, perSecond }, isHealthy }: Lane): number {
    const window = concurrency * (isHealthy ? ahead : 1)
    return perSecond === null ? window : Math.min(window, perSecond * rateAheadSeconds)
  }

  const roomOf = (lane: Lane) => windowOf(lane) - lane.queue.length - lane.inFlight

  /** Worth a claim: half of what it may have is free. */
  const isHungry = (lane: Lane) => roomOf(lane) * 2 >= windowOf(lane)

  function makeReady(lane: Lane) {
    if (lane.queue.length > 0 && lane.inFlight < lane.destination.concurrency) ready.add(lane)
  }

  function hold(lane: Lane, count: number) {
    held += count
    heldOf.add(tenantOf(lane), count)
  }

  function drop(lane: Lane): DueDelivery[] {
    ready.delete(lane)
    const dropped = lane.queue.splice(0)
    hold(lane, -dropped.length)
    return dropped.map(({ delivery }) => delivery)
  }

  return {
    get inFlight() {
      return inFlight
    },
    get isEmpty() {
      return lanes.size === 0
    },

    /** Takes up what changed about webhooks. Answers the claims of those that are gone, to be given back. */
    update(destinations: readonly Destination[]): DueDelivery[] {
      const known = new Set(destinations.map(({ webhookId }) => webhookId))
      for (const destination of destinations) {
        const lane = lanes.get(destination.webhookId)
        if (lane) lane.destination = destination
        else
          lanes.set(destination.webhookId, {
            destination,
            queue: [],
            inFlight: 0,
            isHealthy: false,
            isDry: false,
            nextAt: 0,
          })
      }
      const gone = [...lanes.values()].filter(({ destination }) => !known.has(destination.webhookId))
      for (const { destination } of gone) lanes.delete(destination.webhookId)
      return gone.flatMap(drop)
    },

    /** Gives up all that is not begun. */
    dropAll: (): DueDelivery[] => [...lanes.values()].flatMap(drop),

    /** What may be claimed now, `most` altogether: tenants share alike, and who comes first changes. */
    rooms(most = Number.POSITIVE_INFINITY): ClaimLane[] {
      let left = Math.min(bounds.claimed - held, most)
      const all = [...lanes.values()]
      turn = all.length > 0 ? (turn + 1) % all.length : 0
      const hungry = [...all.slice(turn), ...all.slice(0, turn)].filter(isHungry)
      const tenants = Map.groupBy(hungry, tenantOf)
      const share = Math.max(1, Math.floor(left / Math.max(1, tenants.size)))
      const given = newTally()
      isShort = false
      return hungry.flatMap(lane => {
        const tenantId = tenantOf(lane)
        const own = Math.min(share, mostHeldPerTenant - heldOf.get(tenantId))
        const fair = Math.max(1, Math.floor(own / tenants.get(tenantId)!.length))
        const room = Math.min(roomOf(lane), fair, own - given.get(tenantId), left)
        if (room < roomOf(lane)) isShort = true
        if (room <= 0) return []
        given.add(tenantId, room)
        left -= room
        return [{ tenantId, laneId: lane.destination.webhookId, room }]
      })
    },

    /** Puts what was claimed into its lanes. Answers what is of no lane any more, to be given back. */
    fill(
      asked: readonly ClaimLane[],
      deliveries: readonly DueDelivery[],
      beginBefore: number,
    ): DueDelivery[] {
      const byLane = Map.groupBy(deliveries, ({ webhookId }) => webhookId)
      for (const { laneId, room } of asked) {
        const lane = lanes.get(laneId)
        const got = byLane.get(laneId) ?? []
        if (!lane) continue
        byLane.delete(laneId)
        lane.isDry = got.length < room
        hold(lane, got.length)
        for (const delivery of got) lane.queue.push({ delivery, beginBefore })
        makeReady(lane)
      }
      return [...byLane.values()].flat()
    },

    /** The next that may begin, if any; or in how many milliseconds a lane with a rate may go on. */
    next(now: number): { lane: Lane; delivery: DueDelivery } | { inMs: number } | undefined {
      let soonest = Number.POSITIVE_INFINITY
      for (const lane of ready) {
        if (inFlight >= bounds.inFlight) return undefined
        if (isTenantFull(lane)) continue
        if (lane.nextAt > now) {
          soonest = Math.min(soonest, lane.nextAt - now)
          continue
        }
        ready.delete(lane)
        const waiting = lane.queue.shift()!
        if (waiting.beginBefore < now) {
          hold(lane, -1)
          // Its lease runs out and it will be claimed anew.
          makeReady(lane)
          continue
        }
        const { perSecond } = lane.destination
        if (perSecond !== null) lane.nextAt = Math.max(lane.nextAt, now - burstMs) + 1000 / perSecond
        lane.inFlight++
        inFlight++
        inFlightOf.add(tenantOf(lane), 1)
        makeReady(lane) // at the end, after the others
        return { lane, delivery: waiting.delivery }
      }
      return soonest < Number.POSITIVE_INFINITY ? { inMs: soonest } : undefined
    },

    /** Takes note that an attempt is over. Answers whether it is worth while to claim more. */
    ended(lane: Lane, isHealthy: boolean): boolean {
      lane.isHealthy = isHealthy
      lane.inFlight--
      inFlight--
      inFlightOf.add(tenantOf(lane), -1)
      hold(lane, -1)
      makeReady(lane)
      return (isHungry(lane) && !lane.isDry) || (isShort && held * 2 <= bounds.claimed)
    },

    /** Ends a lane at once, ahead of the next update. Answers its claims. */
    remove(webhookId: string): DueDelivery[] {
      const lane = lanes.get(webhookId)
      lanes.delete(webhookId)
      return lane ? drop(lane) : []
    },
  }
}

/** A number for each tenant that has one above zero. */
function newTally() {
  const counts = new Map<string, number>()
  return {
    get: (tenantId: string) => counts.get(tenantId) ?? 0,
    add(tenantId: string, count: number) {
      const sum = (counts.get(tenantId) ?? 0) + count
      if (sum > 0) counts.set(tenantId, sum)
      else counts.delete(tenantId)
    },
  }
}
