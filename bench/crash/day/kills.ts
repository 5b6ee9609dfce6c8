import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../random.ts'
import type { DayStage } from './day-stage.ts'

export type Victim = 'Parley' | 'server' | 'worker' | 'PostgreSQL' | 'PostgreSQL and Parley'

export interface Kill {
  readonly tick: number
  /** After the clock began to move. */
  readonly afterMs: number
  readonly victim: Victim
}

/**
 * At which ticks who is killed. Where two processes work, mostly both die, so that nobody has to wait for a dead one's
 * leases; of every four kills one spares a process, and it must get on with what the other left.
 */
export function planKills(random: Random, count: number, ticks: number, hasTwo: boolean): Kill[] {
  const places = Array.from({ length: ticks }, (_, tick) => tick)
  return Array.from({ length: Math.min(count, ticks) }, (_, n) => {
    const [tick] = places.splice(Math.floor(random.between(0, places.length)), 1)
    return { tick: tick!, afterMs: random.between(0, 350), victim: victimOf(n, hasTwo) }
  })
}

const turns: readonly Victim[] = ['Parley', 'PostgreSQL and Parley', 'Parley', 'worker']
const victimOf = (n: number, hasTwo: boolean): Victim => {
  if (!hasTwo) return 'Parley'
  if (n % 8 === 5) return 'PostgreSQL'
  if (n % 8 === 7) return 'server'
  return turns[n % 4]!
}

/** Kills, and brings everything back. */
export async function carryOutKill(stage: DayStage, { afterMs, victim }: Kill): Promise<void> {
  await delay(afterMs)
  const isDatabase = victim === 'PostgreSQL' || victim === 'PostgreSQL and Parley'
  if (isDatabase) await stage.cluster?.kill()
  const parts = { server: ['server'], worker: ['worker'], PostgreSQL: [] } as const
  const dying = victim in parts ? parts[victim as keyof typeof parts] : (['server', 'worker'] as const)
  await stage.kill(dying)
  if (isDatabase) await stage.cluster?.start()
  if (stage.cluster && dying.length === 2) await stage.endLeases()
  await stage.start()
}
