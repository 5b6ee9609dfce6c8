import { cancelStopped, readWorkingCampaigns, workCampaign } from '../domain/messaging/work-campaigns.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** What is stopped has no hurry: it is looked for in each so many rounds. */
const cancelEvery = 8

/** Starts broadcasts when their time has come, writes the sends of their recipients, and ends those that are over. */
export function campaignsLoop({ database: { db }, clock, signal, onError }: WorkerParts, pauseMs = 250) {
  let rounds = 0
  return every(
    pauseMs,
    async stopping => {
      for (const campaign of await readWorkingCampaigns(db)) {
        try {
          while (!stopping.aborted && (await workCampaign(db, campaign, clock.now(campaign.clock))))
            signal.appended('events', [campaign.tenantId])
        } catch (error) {
          onError(error, 'campaigns') // of one campaign; the others go on
        }
      }
      if (rounds++ % cancelEvery !== 0) return
      const cancelled = await cancelStopped(db, tenantClock => clock.now(tenantClock))
      if (cancelled.length > 0) signal.appended('events', cancelled)
    },
    error => onError(error, 'campaigns'),
    signal,
  )
}
