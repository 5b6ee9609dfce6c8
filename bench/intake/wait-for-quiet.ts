import { setTimeout as delay } from 'node:timers/promises'
import { busySecondsOfMachine } from '../children/proc.ts'

/** When strangers use more than so many cores, a figure is worthless. Alone on the machine it is under 0.1. */
export const quietCores = 0.25

const longestWaitMs = 120_000

/** Waits until the machine has had nothing to do for two seconds, but not for ever. */
export async function waitForQuiet(): Promise<void> {
  const deadline = Date.now() + longestWaitMs
  while (Date.now() < deadline) {
    const before = busySecondsOfMachine()
    await delay(2000)
    if ((busySecondsOfMachine() - before) / 2 <= quietCores) return
  }
}
