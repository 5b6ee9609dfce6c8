import { setTimeout as delay } from 'node:timers/promises'
import {
  claimDeliveries,
  type DueDelivery,
  releaseAllDeliveries,
  releaseDeliveries,
} from '../domain/webhooks/claim-deliveries.ts'
import { readDestinations } from '../domain/webhooks/destination.ts'
import { disableWebhook } from '../domain/webhooks/disable-webhook.ts'
import {
  type Ending,
  isDelivered,
  isGone,
  type Offender,
  settleAttempts,
} from '../domain/webhooks/settle-attempts.ts'
import { disabledReasons } from '../domain/webhooks/webhook.ts'
import { transact } from '../storage/database.ts'
import { isUnavailable } from '../storage/unavailable.ts'
import type { WorkerParts } from './parts.ts'
import { createLanes, type Lane } from './webhook-lanes.ts'
import { type SenderOptions, senderDefaults } from './webhook-options.ts'
import { createPoster } from './webhook-post.ts'
import { judge, toRequest } from './webhook-request.ts'

export interface WebhookSender {
  /** Claims no more, waits for what is under way, and gives back what was not begun. */
  stop(): Promise<void>
}

/** An attempt that takes until the last moment is still marked within its lease. */
const marginMs = 5000
/** Destinations that were read so lately are not read again. */
const freshMs = 100
/** Between two looks, the second of which may find what was written since; twice as long after each that finds nothing. */
const leastPauseMs = 10
/** The same while logs grow, for most of that is of no concern to webhooks. */
const busyPauseMs = 40

/** While clients wait for their answers, no more than so many are claimed at a time, and so far apart: the second is a
 * multiple of what a claim takes, but never less than the third. */
const [claimedUnderPressure, pausesPerClaim, pressedPauseMs] = [16, 19, 100]
/** While clients wait, what came of attempts is gathered this long before it is written. */
const gatheringMs = 100
/** While the database is away. What is written within its lease is not sent again. */
const retrySettlingMs = 200

/**
 * Sends what is due: claims it, signs it, posts it, and writes what came of it. Each attempt is committed to this
 * process before it begins, so several senders work on one queue and none sends what another does. A process that dies
 * leaves claims that run out: what was under way then is sent again, under the same message id.
 */
export function startWebhookSender(parts: WorkerParts, options: Partial<SenderOptions> = {}): WebhookSender {
  const settings = { ...senderDefaults, ...options }
  const { database, clock, signal, onError } = parts
  const { db } = database
  const poster = createPoster(settings)
  const lanes = createLanes(settings)
  const stopping = new AbortController()
  const endings: Ending[] = []
  const underWay = new Set<Promise<void>>()
  const brokenOff: DueDelivery[] = []
  /** Webhooks that are about to be disabled, because their receivers want no more. */
  const closing = new Set<string>()
  let settling: Promise<void> | undefined
  let readAt = Number.NEGATIVE_INFINITY
  let isOthersReleased = !settings.isAlone
  let isBroken = false
  let wake: () => void = () => {}
  let isWoken = false
  let [lookTimer, rateTimer]: (NodeJS.Timeout | undefined)[] = []
  let [lookedAt, nextLookAt] = [0, Number.POSITIVE_INFINITY]
  let pauseMs: number = leastPauseMs
  let claimMs = 0

  const isPressed = () => parts.isPressed?.() ?? false
  const stumble = (error: unknown) => {
    if (!isUnavailable(error)) onError(error, 'webhook-sender')
  }

  function look() {
    isWoken = true
    wake()
  }

  function lookBy(time: number) {
    if (time >= nextLookAt) return
    nextLookAt = time
    clearTimeout(lookTimer)
    lookTimer = setTimeout(look, Math.max(0, time - performance.now()))
  }

  const pressedMs = () => Math.max(pressedPauseMs, Math.min(pausesPerClaim * claimMs, settings.sweepMs))

  function lookSoon() {
    if (isPressed()) lookBy(lookedAt + pressedMs())
    else look()
  }

  /** A log grew: its consumer will write deliveries in a moment. */
  function onAppend() {
    if (lanes.isEmpty || stopping.signal.aborted) return
    const apartMs = isPressed() ? pressedMs() : busyPauseMs
    pauseMs = Math.min(pauseMs, apartMs)
    lookBy(Math.max(performance.now() + leastPauseMs, lookedAt + apartMs))
  }
  for (const log of ['events', 'interactions'] as const) signal.listen(log, onAppend)

  async function run() {
    while (!stopping.signal.aborted) {
      isWoken = false
      lookedAt = performance.now()
      try {
        const found = await claim()
        claimMs = performance.now() - lookedAt
        const soon = isPressed() ? pressedMs() : leastPauseMs
        pauseMs = found > 0 ? soon : Math.min(pauseMs * 2, settings.sweepMs)
        pump()
      } catch (error) {
        stumble(error)
        pauseMs = settings.sweepMs
      }
      await rest()
    }
  }

  /** Claims what there is room for. Answers how many these were. */
  async function claim(): Promise<number> {
    if (!isOthersReleased) await releaseAllDeliveries(db)
    isOthersReleased = true
    if (performance.now() - readAt > freshMs) {
      readAt = performance.now()
      const destinations = await readDestinations(db)
      const open = destinations.filter(({ webhookId }) => !closing.has(webhookId))
      await releaseDeliveries(db, lanes.update(open))
    }
    const asked = lanes.rooms(isPressed() ? claimedUnderPressure : undefined)
    if (asked.length === 0) return 0
    const claimedAt = performance.now()
    const deliveries = await claimDeliveries(db, asked, settings.leaseMs)
    const beginBefore = claimedAt + settings.leaseMs - settings.timeoutMs - marginMs
    const strangers = lanes.fill(asked, deliveries, beginBefore)
    await releaseDeliveries(db, strangers)
    return deliveries.length
  }

  async function rest() {
    if (isWoken || stopping.signal.aborted) return
    const woken = new Promise<void>(resolve => {
      wake = resolve
    })
    nextLookAt = Number.POSITIVE_INFINITY
    lookBy(performance.now() + pauseMs)
    await woken
  }

  /** Begins as many attempts as may begin. */
  function pump() {
    for (;;) {
      if (stopping.signal.aborted) return
      const next = lanes.next(performance.now())
      if (next === undefined) break
      if ('inMs' in next) {
        clearTimeout(rateTimer)
        rateTimer = setTimeout(pump, Math.max(1, next.inMs))
        break
      }
      const one: Promise<void> = attempt(next.lane, next.delivery).finally(() => underWay.delete(one))
      underWay.add(one)
    }
  }

  async function attempt(lane: Lane, delivery: DueDelivery) {
    const { destination } = lane
    const { url, headers } = toRequest(destination, delivery, clock.wall())
    const answer = judge(destination, await poster.post(url, headers, delivery.body))
    const isFine = isDelivered(answer)
    if (lanes.ended(lane, isFine)) lookSoon()
    if (isBroken) return void brokenOff.push(delivery)
    endings.push({ delivery, ...answer })
    if (isGone(answer)) {
      closing.add(delivery.webhookId)
      releaseDeliveries(db, lanes.remove(delivery.webhookId)).catch(stumble)
    }
    parts.onWebhookAttempt?.(isFine ? 'delivered' : 'failed', answer.ms / 1000)
    settling ??= settle()
    pump()
  }

  /** Writes what has come together since the last time, until there is nothing more. */
  async function settle() {
    while (endings.length > 0) {
      if (isPressed()) await idle(gatheringMs)
      const batch = endings.splice(0, 1000)
      try {
        const offenders = await transact(db, tx => settleAttempts(tx, batch, Math.random))
        for (const offender of offenders) await disable(offender)
      } catch (error) {
        if (isUnavailable(error) && !stopping.signal.aborted) {
          endings.unshift(...batch)
          await idle(retrySettlingMs)
          continue
        }
        stumble(error) // the claims run out, and these are sent again
      }
      for (const { delivery } of batch) closing.delete(delivery.webhookId)
    }
    settling = undefined
  }

  /** Ends early when the sender is to stop. */
  const idle = (ms: number) => delay(ms, undefined, { signal: stopping.signal }).catch(() => {})

  async function disable({ tenantId, webhookId, reason, at }: Offender) {
    const dropped = lanes.remove(webhookId)
    await transact(db, tx => disableWebhook(tx, tenantId, webhookId, disabledReasons[reason], at))
    // It may have come back from a look that began before the commit.
    await releaseDeliveries(db, [...dropped, ...lanes.remove(webhookId)])
    signal.appended('events', [tenantId])
  }

  /** Waits for what is under way, for a while; what is broken off then says nothing about its receiver. */
  async function finish() {
    const patience = delay(settings.patienceMs, undefined, { ref: false })
    await Promise.race([Promise.all(underWay), patience])
    isBroken = true
    await poster.close()
    await Promise.all(underWay)
    await settling
    await releaseDeliveries(db, brokenOff)
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      clearTimeout(rateTimer)
      clearTimeout(lookTimer)
      wake()
      await running
      await releaseDeliveries(db, lanes.dropAll()).catch(stumble)
      await finish().catch(stumble)
    },
  }
}
