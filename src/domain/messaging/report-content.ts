import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { selectContentUrl } from './content.sql.ts'
import { contentNotFound } from './errors.ts'
import { urlBehind } from './link.ts'
import { recordClicked, recordDismissed, recordOpened } from './record-reports.ts'
import { isContentChannel } from './send-channel.ts'
import { isTold, lockSend } from './sends.sql.ts'
import type { Visitor } from './visitor.ts'

/** What pages and apps say of what they showed. */
export const contentOutcomes = ['viewed', 'clicked', 'closed'] as const
export type ContentOutcome = (typeof contentOutcomes)[number]

export interface ContentReport {
  readonly outcome: ContentOutcome
  /** Of a click, where it led. Without it: where the message says. */
  readonly url?: string | undefined
}

const shown = new Set(['sent', 'delivered'])

/**
 * Notes what a visitor did with a message that was put on show. Said again it changes nothing; clicks that led elsewhere
 * are other clicks. Throws `content-not-found` for what was not put on show for this visitor.
 */
export async function reportContent(
  tx: Tx,
  { tenant, contactId }: Visitor,
  id: string,
  { outcome, url }: ContentReport,
  at: Date,
): Promise<void> {
  await lockEvents(tx, [tenant.id])
  const row = isUuid(id) ? await lockSend(tx, tenant.id, id) : undefined
  if (!row || row.contact_id !== contactId || !isContentChannel(row.channel) || !shown.has(row.state))
    throw contentNotFound(id.slice(0, 100))
  if (outcome === 'viewed') return recordOpened(tx, tenant.id, row.id, at)
  if (outcome === 'closed') return recordDismissed(tx, row, at)
  const led = urlBehind(url ?? (await selectContentUrl(tx, tenant.id, row.id)) ?? '').slice(0, 2000)
  const isKnown = row.clicked_at !== null && (await isTold(tx, row, 'message.clicked', led))
  if (!isKnown) await recordClicked(tx, tenant.id, row.id, led, at)
}
