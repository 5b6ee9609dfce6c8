import { isUuid } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { readTenant } from '../accounts/list-accounts.ts'
import { updateContact } from '../contacts/update-contact.ts'
import type { Report } from './courier.ts'
import { statusOf, updateMessageStatus } from './messages-kept.sql.ts'
import type { Reason } from './send.ts'
import { isAddressChannel, isContentChannel, isDeviceChannel } from './send-channel.ts'
import { factOf } from './send-fact.ts'
import { lockSend, type SendRow, selectIdByReference, updateSend } from './sends.sql.ts'
import { insertSuppressions } from './suppressions.sql.ts'

const mostClicksTold = 20
const mostStored = 32_000
const onTheWay = new Set(['sending', 'sent', 'unknown'])

/**
 * Takes what a provider says about messages that it took: delivered, read, bounced, failed, complained of, put away, or
 * that the contact wants no more of them. Said twice, or of a message that is not known, it changes nothing. A permanent bounce
 * and a complaint suppress the address. Answers how many reports were of known messages.
 */
export async function recordReports(
  tx: Tx,
  tenantId: string,
  providerId: string,
  reports: readonly Report[],
  at: Date,
): Promise<number> {
  await lockEvents(tx, [tenantId])
  let known = 0
  for (const given of reports) {
    const report = storable(given)
    const id = report.sendId ?? (await selectIdByReference(tx, tenantId, providerId, report.reference ?? ''))
    const row = id !== undefined && isUuid(id) ? await lockSend(tx, tenantId, id) : undefined
    if (!row || row.provider_id !== providerId) continue
    known++
    const { outcome } = report
    if (outcome === 'unsubscribed') await recordUnsubscribed(tx, row, at)
    else if (outcome === 'complained') await recordComplaint(tx, row, report, at)
    else if (outcome === 'dismissed') await recordDismissed(tx, row, at)
    else await recordOutcome(tx, row, { ...report, outcome: outcome === 'read' ? 'delivered' : outcome }, at)
    if (outcome === 'read') await recordOpened(tx, tenantId, row.id, at)
  }
  return known
}

/** What a provider says may be any text. */
function storable({ reference = '', detail, ...report }: Report): Report {
  return {
    ...report,
    ...(isStorableText(reference) && { reference }),
    ...(detail !== undefined && { detail: detail.toWellFormed().replaceAll('\0', '\u{FFFD}') }),
  }
}

async function recordOutcome(
  tx: Tx,
  row: SendRow,
  {
    outcome,
    isPermanent = true,
    detail = null,
  }: Omit<Report, 'detail'> & { detail?: string | null; outcome: 'delivered' | 'bounced' | 'failed' },
  at: Date,
): Promise<void> {
  // A mailbox may take a message and send it back later; nothing else comes after an end.
  const isBouncedLate = row.state === 'delivered' && outcome === 'bounced'
  // One that waits for its provider, which did not say whether it took it, was taken.
  if (!onTheWay.has(row.state) && row.state !== 'waiting' && !isBouncedLate) return
  const reason: Reason | null = outcome === 'delivered' ? null : 'not-delivered'
  const change = { state: outcome, reason, detail: detail?.slice(0, 500) ?? null, ended_at: at }
  const now = await updateSend(tx, row.tenant_id, row.id, change)
  await updateMessageStatus(tx, row.tenant_id, row.id, statusOf(outcome))
  if (outcome === 'bounced' && isPermanent) await suppress(tx, now, 'bounce', detail, at)
  await appendEvents(tx, [factOf(now, `message.${outcome}`, at)])
}

/**
 * Notes that a message was opened. The first time is a fact. What was on show has arrived by that: nobody else tells. The
 * head of the tenant's events is locked.
 */
export async function recordOpened(tx: Tx, tenantId: string, sendId: string, at: Date): Promise<void> {
  const row = await lockSend(tx, tenantId, sendId)
  if (!row || row.opened_at !== null) return
  if (isContentChannel(row.channel)) await recordOutcome(tx, row, { outcome: 'delivered' }, at)
  const now = await updateSend(tx, tenantId, sendId, { opened_at: at })
  await appendEvents(tx, [factOf(now, 'message.opened', at)])
}

/**
 * Notes a click: the first twenty are facts. Who clicks has opened, too. The head of the tenant's events is locked.
 */
export async function recordClicked(
  tx: Tx,
  tenantId: string,
  sendId: string,
  url: string,
  at: Date,
): Promise<void> {
  await recordOpened(tx, tenantId, sendId, at)
  const row = await lockSend(tx, tenantId, sendId)
  if (!row || row.clicks >= mostStored) return
  const change = { clicked_at: row.clicked_at ?? at, clicks: row.clicks + 1 }
  const now = await updateSend(tx, tenantId, sendId, change)
  if (now.clicks > mostClicksTold) return
  await appendEvents(tx, [factOf(now, 'message.clicked', at, { url: url.slice(0, 2000) })])
}

async function recordUnsubscribed(
  tx: Tx,
  { tenant_id, id, contact_id, channel, unsubscribed_at }: SendRow,
  at: Date,
) {
  const tenant = await readTenant(tx, tenant_id)
  if (!tenant || !isAddressChannel(channel)) return
  await updateSend(tx, tenant_id, id, { unsubscribed_at: unsubscribed_at ?? at })
  await updateContact(tx, tenant, contact_id, { preferences: { [channel]: false } }, at)
}

/** Notes that a push, or what was on show, was put away. The first time is a fact. The head of the tenant's events is locked. */
export async function recordDismissed(tx: Tx, row: SendRow, at: Date): Promise<void> {
  if (row.dismissed_at !== null || !(isDeviceChannel(row.channel) || isContentChannel(row.channel))) return
  const now = await updateSend(tx, row.tenant_id, row.id, { dismissed_at: at })
  await appendEvents(tx, [factOf(now, 'message.dismissed', at)])
}

async function recordComplaint(
  tx: Tx,
  row: SendRow,
  { detail = null }: { detail?: string | null },
  at: Date,
) {
  if (!(await suppress(tx, row, 'complaint', detail, at))) return
  await appendEvents(tx, [factOf(row, 'message.complained', at)])
}

/** False when the send has no address that can be suppressed, or it is suppressed already. */
async function suppress(
  tx: Tx,
  row: SendRow,
  reason: string,
  detail: string | null,
  at: Date,
): Promise<boolean> {
  const { tenant_id: tenantId, channel, address, id: sendId } = row
  if (address === null || !isAddressChannel(channel)) return false
  const given = { channel, address, reason, detail: detail?.slice(0, 500) ?? null, sendId }
  return (await insertSuppressions(tx, tenantId, [given], at)) > 0
}
