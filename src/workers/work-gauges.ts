import { oldestDueRun } from '../domain/automations/oldest-due-run.ts'
import { oldestDueSend, tallySends } from '../domain/messaging/send-tally.ts'
import { readSegmentFigures } from '../domain/segments/slow-segments.ts'
import type { Gauges } from '../http/metrics.ts'
import type { Db } from '../storage/driver.ts'

/** Reads how runs, sends and segments stand, when someone looks. */
export async function readWorkGauges(
  db: Db,
  gauges: Gauges,
  slowSegmentMs: number,
  wall: Date,
): Promise<void> {
  try {
    gauges.runsOldestDue.set(await oldestDueRun(db))
    gauges.sendsOldestDue.set(await oldestDueSend(db))
    gauges.sends.reset()
    for (const [state, count] of await tallySends(db, wall)) gauges.sends.set({ state }, count)
    const { slowestMs, ...counts } = await readSegmentFigures(db, slowSegmentMs)
    gauges.segmentSlowestCheck.set(slowestMs / 1000)
    for (const [state, count] of Object.entries(counts)) gauges.segments.set({ state }, count)
  } catch {
    // Without the database the other figures are still worth having.
  }
}
