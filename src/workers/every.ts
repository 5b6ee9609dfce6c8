import { setTimeout as delay } from 'node:timers/promises'
import type { LogSignal } from '../storage/log/signal.ts'
import { isUnavailable } from '../storage/unavailable.ts'

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
  let happenedAt = performance.now()
  let heard = () => {}

  happenings?.listen('events', () => {
    happenedAt = performance.now()
    heard()
  })

  async function rest(idleMs: number) {
    if (idleMs <= pauseMs) return pause(pauseMs)
    const sooner = new AbortController()
    heard = () => sooner.abort()
    await pause(idleMs, sooner.signal)
    heard = () => {}
    if (sooner.signal.aborted) await pause(pauseMs)
  }

  async function pause(ms: number, sooner?: AbortSignal) {
    const end = sooner ? AbortSignal.any([signal, sooner]) : signal
    await delay(ms, undefined, { signal: end }).catch(() => {})
  }

  async function run() {
    let idleMs = pauseMs
    while (!signal.aborted) {
      const beganAt = performance.now()
      await rest(idleMs)
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
      await running
    },
  }
}
