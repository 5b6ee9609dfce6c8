import type { Db } from '../../storage/driver.ts'
import type { Consumer } from '../../storage/log/consumer.ts'
import { countAccepted, countRejected, selectCounters } from './counters.sql.ts'

/** What became of the interactions of one schema on one day (UTC). */
export interface DayCount {
  readonly schemaId: string
  /** YYYY-MM-DD */
  readonly day: string
  readonly accepted: number
  readonly rejected: number
  readonly lastAcceptedAt: Date | null
  readonly lastRejectedAt: Date | null
}

/**
 * Count what was accepted and rejected. An interaction that is deleted within the pause before it was counted is not
 * counted.
 */
export const acceptedCounter: Consumer = {
  name: 'accepted-counter',
  log: 'interactions',
  stretchLength: 20_000,
  pauseMs: 1000,
  async handle(tx, stretch) {
    await countAccepted(tx, stretch)
    return undefined
  },
}

export const rejectedCounter: Consumer = {
  name: 'rejected-counter',
  log: 'events',
  stretchLength: 20_000,
  pauseMs: 1000,
  async handle(tx, stretch) {
    await countRejected(tx, stretch)
    return undefined
  },
}

/** The counts since a day (YYYY-MM-DD), by schema, the newest day first. */
export async function readCounters(db: Db, tenantId: string, since: string): Promise<DayCount[]> {
  const rows = await selectCounters(db, tenantId, since)
  return rows.map(row => ({
    schemaId: row.alias,
    day: row.day,
    accepted: row.accepted,
    rejected: row.rejected,
    lastAcceptedAt: row.last_accepted_at,
    lastRejectedAt: row.last_rejected_at,
  }))
}
