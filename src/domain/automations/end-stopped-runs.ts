import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { runEnded } from './run-facts.ts'
import { deleteListeners, endRuns, selectStoppedLanes, selectTenantNow } from './runs.sql.ts'

const portion = 500

/** Ends runs of automations that were stopped, some of each. Answers how many. */
export async function endStoppedRuns(db: Db): Promise<number> {
  let ended = 0
  for (const { tenant_id: tenantId, automation_id: automationId } of await selectStoppedLanes(db, 100))
    ended += await transact(db, async tx => {
      await lockEvents(tx, [tenantId])
      const row = await selectTenantNow(tx, tenantId)
      if (!row) return 0
      const runs = await endRuns(tx, tenantId, automationId, 'stopped', row.now, portion)
      await deleteListeners(
        tx,
        tenantId,
        runs.map(({ id }) => id),
      )
      await appendEvents(
        tx,
        runs
          .filter(({ branch }) => branch === 0)
          .map(({ id, contact_id: contactId }) =>
            runEnded(tenantId, { id, automationId, contactId }, 'stopped', row.now),
          ),
      )
      return runs.length
    })
  return ended
}
