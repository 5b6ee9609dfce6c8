import type { LogSignal } from '../storage/log/signal.ts'
import { isUnavailable } from '../storage/unavailable.ts'
import { createPause } from './pause.ts'

/** How long the pauses of a loop become while nothing happens. */
const mostIdleMs = 1000

/**
 * Does something again and again with a pause between the end of one round and the start of the next. `stop` waits for
 * the round at hand; a long one can look at the signal and end sooner.
 *
 * With the signal of the logs the pauses grow while nothing happens in this process, and are as given when something
 * did: a server that nobody calls should ask its database little.
 */
export function every(
  pauseMs: number,
  round: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
  happenings?: LogSignal,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const pause = createPause()
  let happenedAt = performance.now()

  happenings?.listen('events', () => {
    happenedAt = performance.now()
    pause.endWithin(pauseMs)
  })

  async function run() {
    let idleMs = pauseMs
    while (!signal.aborted) {
      const beganAt = performance.now()
      await pause.take(idleMs)
      if (signal.aborted) return
      await round(signal).catch(error => {
        if (!isUnavailable(error)) onError(error)
      })
      const isQuiet = happenings !== undefined && happenedAt < beganAt
      idleMs = isQuiet ? Math.max(pauseMs, Math.min(idleMs * 1.5, mostIdleMs)) : pauseMs
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      pause.endWithin(0)
      await running
    },
  }
}
