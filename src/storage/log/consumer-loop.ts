import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../driver.ts'
import { isUnavailable } from '../unavailable.ts'
import { advance, type Consumer, recordFailure, tenantsBehind } from './consumer.ts'
import type { LogSignal } from './signal.ts'

export interface ConsumerLoop {
  /** Ends after the stretch at hand. */
  stop(): Promise<void>
}

/** How often to look for what no signal told of: left by a crash, appended by another process, due for a retry. */
const sweepMs = 1000
const longestPauseMs = 5000

/**
 * Keeps a consumer at the end of its log: woken by the signal after each append in this process, and by a sweep.
 * Tenants take turns, a stretch each, so that one who is far behind does not hold up the others; nor does a failure,
 * which is written on the tenant's cursor.
 *
 * While `givesWay` says so it works one twentieth of the time: those who wait for an answer come first.
 */
export function startConsumer(
  db: Db,
  consumer: Consumer,
  signal: LogSignal,
  onError: (error: unknown) => void,
  givesWay: () => boolean = () => false,
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
      if (performance.now() - sweptAt >= sweepMs) {
        sweptAt = performance.now()
        for (const tenantId of await tenantsBehind(db, consumer).catch(ignoreOutage)) waiting.add(tenantId)
      }
      const turn = [...waiting]
      waiting.clear()
      const startedAt = performance.now()
      let isBehind = false
      for (const tenantId of turn) {
        if (stopping.signal.aborted || !(await takeStretch(tenantId))) continue
        waiting.add(tenantId)
        isBehind = true
      }
      const usual = turn.length > 0 && !isBehind ? consumer.pauseMs : 0
      const givingWay = givesWay() ? Math.min(19 * (performance.now() - startedAt), longestPauseMs) : 0
      await rest(Math.max(usual, givingWay))
    }
  }

  /** True when there is more to do for the tenant at once. */
  async function takeStretch(tenantId: string): Promise<boolean> {
    try {
      return (await advance(db, consumer, tenantId)) === 'behind'
    } catch (error) {
      if (isUnavailable(error)) return false
      onError(error)
      await recordFailure(db, consumer, tenantId, error).catch(ignoreOutage)
      return false
    }
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
