import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again until the answer is yes, or fails with what was waited for. A refused connection is a no. */
export async function until(what: string, ask: () => Promise<boolean> | boolean, withinMs = 30_000) {
  const deadline = performance.now() + withinMs
  for (;;) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => false)
    if (answer) return
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await pause(15)
  }
}
