import { forgetCalls } from '../domain/automations/forget-calls.ts'
import { forgetRuns } from '../domain/automations/forget-runs.ts'
import { raiseOccasions } from '../domain/automations/raise-occasions.ts'
import { workAudienceStarts } from '../domain/automations/work-audience-starts.ts'
import { definitions } from './automation-definitions.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const hourMs = 3_600_000

/** Lets contacts enter automations whose time has come, and those that are to enter together; forgets what is old. */
export function automationOccasionsLoop({ database, clock, signal, onError }: WorkerParts, pauseMs = 500) {
  let forgotAt = Number.NEGATIVE_INFINITY
  return every(
    pauseMs,
    async stopping => {
      while (!stopping.aborted) {
        const raised = await raiseOccasions(database.db)
        const worked = await workAudienceStarts(database.db, definitions)
        if (raised + worked === 0) break
        signal.appended('events', [])
      }
      const wall = clock.wall()
      if (wall.getTime() - forgotAt < hourMs) return
      await forgetCalls(database.db, wall)
      await forgetRuns(database.db, definitions, stopping)
      forgotAt = wall.getTime()
    },
    error => onError(error, 'automation-occasions'),
    signal,
  )
}
