import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

export type Victim = 'Parley' | 'PostgreSQL' | 'both'

export interface Round {
  readonly victim: Victim
  /** From when all was well to the kill. */
  readonly afterSeconds: number
  /** Parley was killed again while it started. */
  readonly wasKilledTwice: boolean
  /** From the moment all killed processes were being started again. */
  readonly readyInSeconds: number
}

/** Embedded PostgreSQL dies with Parley; a server is killed by turns with it. */
export function victimOf(round: number, stage: Stage): Victim {
  if (!stage.cluster) return 'Parley'
  return (['Parley', 'PostgreSQL', 'both'] as const)[round % 3]!
}

/** Kills the victim at a random moment and brings everything back. A surviving Parley must recover by itself. */
export async function runRound(stage: Stage, victim: Victim, random: Random): Promise<Round> {
  const afterSeconds = random.between(0.3, 2)
  const downSeconds = random.between(0, 1)
  const secondKillAfterMs = random.between(20, 600)
  const wasKilledTwice = random.happens(25) && victim !== 'PostgreSQL'
  await delay(afterSeconds * 1000)

  if (victim !== 'Parley') await stage.cluster?.kill()
  if (victim !== 'PostgreSQL') await stage.parley().kill()
  await delay(downSeconds * 1000)

  if (victim !== 'Parley') await stage.cluster?.start()
  if (victim !== 'PostgreSQL') stage.launch()
  if (wasKilledTwice) {
    await delay(secondKillAfterMs)
    await stage.parley().kill()
    stage.launch()
  }
  const startedAt = performance.now()
  await stage.untilReady()
  return { victim, afterSeconds, wasKilledTwice, readyInSeconds: (performance.now() - startedAt) / 1000 }
}
