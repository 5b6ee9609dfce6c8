import { setTimeout as delay } from 'node:timers/promises'

/** Asks again and again until the answer is true; false when that takes too long. */
export async function waitUntil(
  ask: () => Promise<boolean>,
  withinMs: number,
  everyMs = 20,
): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    if (await ask()) return true
    await delay(everyMs)
  }
  return false
}
