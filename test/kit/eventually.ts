import { setTimeout as delay } from 'node:timers/promises'

/** What the look answers as soon as it is not undefined; fails when that takes longer than the given time. */
export async function eventually<T>(look: () => Promise<T | undefined>, withinMs = 5000): Promise<T> {
  const end = performance.now() + withinMs
  while (performance.now() < end) {
    const seen = await look()
    if (seen !== undefined) return seen
    await delay(5)
  }
  throw new Error(`Not seen within ${withinMs} ms.`)
}

/** Resolves when the look answers true. */
export async function until(look: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  await eventually(async () => ((await look()) ? true : undefined), withinMs)
}
