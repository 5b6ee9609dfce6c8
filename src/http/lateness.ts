/** What is late of the work in the background, by thresholds: for whoever runs the server. */
import { oldestDueRun } from '../domain/automations/oldest-due-run.ts'
import { oldestDueSend } from '../domain/messaging/send-tally.ts'
import { readSegmentFigures } from '../domain/segments/slow-segments.ts'
import { oldestDueDelivery } from '../domain/webhooks/list-deliveries.ts'
import type { Db } from '../storage/driver.ts'
import { consumerLags, oldestUnprocessed } from '../storage/log/lag.ts'

export interface Thresholds {
  /** What has been due for longer is late. */
  readonly lateSeconds: number
  /** A segment whose check of a contact takes longer on the average is slow. */
  readonly slowSegmentMs: number
}

export const usualThresholds: Thresholds = { lateSeconds: 60, slowSegmentMs: 20 }

/** One thing that is late, or that fails. Names no tenant: who asks may be anybody. */
export interface Late {
  readonly what: 'consumer' | 'run' | 'send' | 'delivery' | 'segments'
  /** In words. */
  readonly text: string
}

export async function findLate(db: Db, { lateSeconds, slowSegmentMs }: Thresholds): Promise<Late[]> {
  const late: Late[] = []
  for (const { consumer, log, behind, failing } of await consumerLags(db)) {
    const seconds = behind > 0 ? await oldestUnprocessed(db, consumer, log) : 0
    const problems = [
      ...(seconds > lateSeconds ? [`is ${inWords(seconds)} behind, by ${behind} ${log}`] : []),
      ...(failing > 0 ? [`fails for ${failing} ${failing === 1 ? 'tenant' : 'tenants'}`] : []),
    ]
    if (problems.length > 0) late.push({ what: 'consumer', text: `${consumer} ${problems.join(' and ')}` })
  }
  const queues = [
    { what: 'run', look: oldestDueRun },
    { what: 'send', look: oldestDueSend },
    { what: 'delivery', look: oldestDueDelivery },
  ] as const
  for (const { what, look } of queues) {
    const seconds = await look(db)
    if (seconds > lateSeconds) late.push({ what, text: `a ${what} has been due for ${inWords(seconds)}` })
  }
  const { slow, failing } = await readSegmentFigures(db, slowSegmentMs)
  if (slow + failing > 0)
    late.push({ what: 'segments', text: `${slow} slow and ${failing} failing segments` })
  return late
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
