import { setTimeout as delay } from 'node:timers/promises'
import { isUnavailable } from '../storage/unavailable.ts'

/**
 * Does something again and again with a pause between the end of one round and the start of the next. `stop` waits for
 * the round at hand; a long one can look at the signal and end sooner.
 */
export function every(
  pauseMs: number,
  round: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  async function run() {
    while (!signal.aborted) {
      await delay(pauseMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      await round(signal).catch(error => {
        if (!isUnavailable(error)) onError(error)
      })
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
