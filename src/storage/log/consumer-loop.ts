import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../driver.ts'
import { isUnavailable } from '../unavailable.ts'
import { advance, type Consumer, recordFailure, tenantsBehind } from './consumer.ts'
import { type Courtesy, createCourtesy } from './courtesy.ts'
import type { LogSignal } from './signal.ts'

export interface ConsumerLoop {
  /** Ends after the stretch at hand. */
  stop(): Promise<void>
}

/** How often to look for what no signal told of: left by a crash, appended by another process, due for a retry. */
const sweepMs = 1000
/** And how often while clients wait. */
const pressedSweepMs = 5000
/** Numbers in one transaction while clients wait: on the embedded database they wait for it, too. */
const mostUnderPressure = 50

/**
 * Keeps a consumer at the end of its log: woken by the signal after each append in this process, and by a sweep.
 * Tenants take turns, a stretch each, so that one who is far behind does not hold up the others; nor does a failure,
 * which is written on the tenant's cursor.
 *
 * While clients wait, its stretches are short and it takes turns with all that share its courtesy.
 */
export function startConsumer(
  db: Db,
  consumer: Consumer,
  signal: LogSignal,
  onError: (error: unknown) => void,
  courtesy: Courtesy = createCourtesy(() => false),
): ConsumerLoop {
  const stopping = new AbortController()
  const waiting = new Set<string>()
  let wake: () => void = () => {}

  signal.listen(consumer.log, tenantIds => {
    for (const tenantId of tenantIds) waiting.add(tenantId)
    wake()
  })

  async function run() {
    let sweptAt = Number.NEGATIVE_INFINITY
    while (!stopping.signal.aborted) {
      if (performance.now() - sweptAt >= (courtesy.isPressed() ? pressedSweepMs : sweepMs)) {
        sweptAt = performance.now()
        for (const tenantId of await tenantsBehind(db, consumer).catch(ignoreOutage)) waiting.add(tenantId)
      }
      const turn = [...waiting]
      waiting.clear()
      let isBehind = false
      for (const tenantId of turn) {
        if (stopping.signal.aborted || !(await takeStretch(tenantId))) continue
        waiting.add(tenantId)
        isBehind = true
      }
      await rest(turn.length > 0 && !isBehind ? consumer.pauseMs : 0)
    }
  }

  /** True when there is more to do for the tenant at once. */
  async function takeStretch(tenantId: string): Promise<boolean> {
    try {
      const tell = () => signal.appended('events', [tenantId])
      const way = await courtesy.inTurn(() => advance(db, shorter(), tenantId, tell), stopping.signal)
      return way === 'behind'
    } catch (error) {
      if (isUnavailable(error)) return false
      onError(error)
      await recordFailure(db, consumer, tenantId, error).catch(ignoreOutage)
      return false
    }
  }

  function shorter(): Consumer {
    if (!courtesy.isPressed()) return consumer
    return { ...consumer, stretchLength: Math.min(consumer.stretchLength, mostUnderPressure) }
  }

  /** Sleeps for the pause, and then until there is something to do. */
  async function rest(pauseMs: number) {
    if (pauseMs > 0) await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
    if (waiting.size > 0 || stopping.signal.aborted) return
    const woken = new Promise<void>(resolve => {
      wake = resolve
    })
    const swept = new AbortController()
    await Promise.race([woken, delay(sweepMs, undefined, { signal: swept.signal }).catch(() => {})])
    swept.abort()
  }

  function ignoreOutage(error: unknown): string[] {
    if (!isUnavailable(error)) onError(error)
    return []
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      wake()
      await running
    },
  }
}
