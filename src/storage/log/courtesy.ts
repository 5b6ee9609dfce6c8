import { setTimeout as delay } from 'node:timers/promises'

/**
 * Keeps what works in the background small while clients wait for their answers: all who share it take turns and have
 * one fortieth of the time together. While nobody waits it holds up nothing.
 */
export interface Courtesy {
  /** Whether clients wait now. */
  isPressed(): boolean
  /** Does the work when its turn has come, or when the signal tells to stop. Turns come in the order of asking. */
  inTurn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
}

/** So many times as long as it was worked it is rested, but never longer than five seconds. */
const restsPerWork = 39
const longestRestMs = 5000
/** So often it is looked whether the pressure is over. */
const lookMs = 20

export function createCourtesy(isPressed: () => boolean): Courtesy {
  let last: Promise<unknown> = Promise.resolve()
  let freeAt = 0

  async function rest(signal: AbortSignal) {
    while (isPressed() && !signal.aborted && performance.now() < freeAt)
      await delay(Math.min(lookMs, freeAt - performance.now()), undefined, { signal }).catch(() => {})
  }

  async function timed<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    try {
      return await work()
    } finally {
      const endedAt = performance.now()
      freeAt = endedAt + Math.min(restsPerWork * (endedAt - startedAt), longestRestMs)
    }
  }

  return {
    isPressed,
    inTurn(work, signal) {
      if (!isPressed()) return work()
      const turn = last.then(() => rest(signal)).then(() => timed(work))
      last = turn.catch(() => {})
      return turn
    },
  }
}
