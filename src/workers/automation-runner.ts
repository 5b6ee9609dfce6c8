import {
  advanceRuns,
  claimRuns,
  dueLanes,
  postpone,
  release,
  releaseAll,
} from '../domain/automations/advance-runs.ts'
import type { DefinitionCache } from '../domain/automations/definition-cache.ts'
import { endStoppedRuns } from '../domain/automations/end-stopped-runs.ts'
import type { DueRun } from '../domain/automations/walker.ts'
import { isUnavailable } from '../storage/unavailable.ts'
import type { WorkerParts } from './parts.ts'
import { createPause } from './pause.ts'

export interface AutomationRunner {
  /** Ends after the batch at hand. */
  stop(): Promise<void>
}

const [mostLanes, mostClaimed, leastRoom] = [200, 1000, 20]
/** While clients wait for their answers. */
const [claimedUnderPressure, pressedPauseMs] = [50, 100]
/** Long enough for a batch on a slow machine; so long runs stand still that a dead process had claimed. */
const leaseMs = 30_000
/** Between two looks: the second finds what consumers wrote meanwhile; longer after each that finds nothing. */
const [leastPauseMs, sweepMs] = [10, 500]

/**
 * Lets runs that are due do their steps. They are claimed and the claim is committed before anything is done, so several
 * runners work on one queue; what is done is committed with where the run stands then.
 */
export function startAutomationRunner(parts: WorkerParts, cache: DefinitionCache): AutomationRunner {
  const { database, signal, onError } = parts
  const { db } = database
  const stopping = new AbortController()
  const pause = createPause()
  let pauseMs = leastPauseMs
  const isPressed = () => parts.isPressed?.() ?? false

  // Not of interactions: the consumer that starts and wakes runs for them tells of it as events.
  signal.listen('events', () => {
    pauseMs = leastPauseMs
    pause.endWithin(isPressed() ? pressedPauseMs : leastPauseMs)
  })

  async function round(): Promise<number> {
    const lanes = await dueLanes(db, mostLanes)
    if (lanes.length === 0) return 0
    const most = isPressed() ? claimedUnderPressure : mostClaimed
    const room = Math.max(leastRoom, Math.floor(most / lanes.length))
    const runs = await claimRuns(
      db,
      lanes.map(lane => ({ ...lane, room })),
      leaseMs,
    )
    const byTenant = [...Map.groupBy(runs, run => run.tenant_id)]
    while (byTenant.length > 0) {
      if (stopping.signal.aborted) {
        await release(
          db,
          byTenant.flatMap(([, own]) => own),
        )
        break
      }
      const [tenantId, own] = byTenant.shift()!
      await advance(tenantId, own)
      for (const log of ['events', 'interactions'] as const) signal.appended(log, [tenantId])
    }
    return runs.length
  }

  /** A batch that cannot be done is done one by one, so that one run holds up nobody else. */
  async function advance(tenantId: string, runs: readonly DueRun[]): Promise<void> {
    try {
      await advanceRuns(db, tenantId, runs, cache)
      parts.onRunsAdvanced?.(runs.length)
    } catch (error) {
      if (isUnavailable(error)) throw error
      if (runs.length > 1) {
        for (const run of runs) await advance(tenantId, [run])
        return
      }
      onError(error, 'automation-runner')
      await postpone(db, tenantId, runs, error)
    }
  }

  async function run() {
    let endedAt = Number.NEGATIVE_INFINITY
    let areOthersReleased = !(parts.webhooks?.isAlone ?? false)
    while (!stopping.signal.aborted) {
      let found = 0
      try {
        if (!areOthersReleased) await releaseAll(db)
        areOthersReleased = true
        if (performance.now() - endedAt > sweepMs) {
          endedAt = performance.now()
          found += await endStoppedRuns(db)
        }
        found += await round()
      } catch (error) {
        if (!isUnavailable(error)) onError(error, 'automation-runner')
        pauseMs = sweepMs
      }
      if (found > 0) {
        pauseMs = leastPauseMs
        if (!isPressed()) continue
      }
      if (stopping.signal.aborted) return
      await pause.take(isPressed() ? Math.max(pauseMs, pressedPauseMs) : pauseMs)
      pauseMs = Math.min(pauseMs * 2, sweepMs)
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
