import type { Gauges } from '../http/metrics.ts'
import type { Database } from '../storage/database.ts'
import { consumerLags, oldestUnprocessed } from '../storage/log/lag.ts'

/** Reads what is measured only when someone looks: how far the consumers are, and how the connections are used. */
export async function readGauges({ db, pool }: Database, gauges: Gauges): Promise<void> {
  gauges.pool.set({ state: 'total' }, pool.totalCount)
  gauges.pool.set({ state: 'idle' }, pool.idleCount)
  gauges.pool.set({ state: 'waiting' }, pool.waitingCount)

  const lags = await consumerLags(db).catch(() => []) // without the database the other figures are still worth having
  gauges.logHandled.reset()
  for (const { consumer, log, behind, handled, failing } of lags) {
    gauges.logHandled.inc({ consumer, log }, handled)
    gauges.logLag.set({ consumer, log }, behind)
    gauges.logFailing.set({ consumer, log }, failing)
    const age = behind > 0 ? await oldestUnprocessed(db, consumer, log).catch(() => 0) : 0
    gauges.oldestUnprocessed.set({ consumer, log }, age)
  }
}
