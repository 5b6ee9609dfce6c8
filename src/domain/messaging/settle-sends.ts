import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { readTenant } from '../accounts/list-accounts.ts'
import { validUntil } from './content.ts'
import type { Handover } from './courier.ts'
import { insertMessages, statusOf } from './messages-kept.sql.ts'
import { insertCaptured } from './outbox.sql.ts'
import type { ReadySend, UnfitSend } from './prepare-sends.ts'
import { type Reason, retryDelayMs } from './send.ts'
import { isAddressChannel, isContentChannel } from './send-channel.ts'
import { factOf } from './send-fact.ts'
import { type Mark, markSends, type SendRow } from './sends.sql.ts'
import { insertSuppressions } from './suppressions.sql.ts'
import { forgetDevices } from './write-devices.ts'

/** A send that was handed over, and how that ended. */
export interface SendEnding {
  readonly ready: ReadySend
  /** Until when it is ours since it was begun. */
  readonly leasedUntil: Date
  readonly handover: Handover
  /** Whether the provider knows messages by their id: then that one gets it again when nobody knows. */
  readonly knowsIds: boolean
}

/** Writes what became of sends that must not go or cannot. */
export async function settleUnfit(
  tx: Tx,
  tenantId: string,
  unfit: readonly UnfitSend[],
  at: Date,
): Promise<void> {
  await lockEvents(tx, [tenantId])
  const marks = unfit.map(({ send, state, reason, detail, address }) => ({
    ...markOf(send, send.leasedUntil, state, reason, detail),
    address,
  }))
  const rows = await markSends(tx, tenantId, marks, at)
  await appendEvents(
    tx,
    rows.map(row => factOf(row, `message.${row.state}`, at)),
  )
}

/**
 * Captures sends instead of sending them, and puts on show what pages and apps fetch: they are in the outbox and `sent` in
 * this transaction, or neither. Those whose campaign was paused meanwhile, or whose claim ran out, are left as they are.
 * Answers how many were captured.
 */
export async function captureSends(
  tx: Tx,
  tenantId: string,
  ready: readonly (Pick<ReadySend, 'message' | 'template'> & { leasedUntil: Date })[],
  at: Date,
): Promise<number> {
  await lockEvents(tx, [tenantId])
  const byId = new Map(ready.map(each => [each.message.sendId, each]))
  const isShown = ready.some(({ message }) => isContentChannel(message.channel))
  const zone = (isShown && (await readTenant(tx, tenantId))?.settings.timeZone) || 'UTC'
  const marks = ready.map(({ message, leasedUntil }) => ({
    ...markOf({ id: message.sendId }, leasedUntil, 'sent'),
    address: message.to,
    expiresAt: isContentChannel(message.channel) ? validUntil(message.payload, at, zone) : null,
  }))
  const rows = await markSends(tx, tenantId, marks, at, true)
  if (rows.length === 0) return 0
  const captured = rows.map(row => byId.get(row.id)!)
  await insertCaptured(
    tx,
    tenantId,
    captured.map(({ message }) => message),
    at,
  )
  await tellSent(tx, tenantId, rows, byId, at)
  return rows.length
}

/**
 * Writes how hand-overs ended: sent, refused, due again, or nobody knows. Where the claim ran out, nothing. One of which
 * the provider told more while it was being handed over was sent, too, and stays what it was told to be.
 */
export async function settleSends(
  tx: Tx,
  tenantId: string,
  endings: readonly SendEnding[],
  at: Date,
): Promise<void> {
  await lockEvents(tx, [tenantId])
  const byId = new Map(endings.map(ending => [ending.ready.message.sendId, ending.ready]))
  const marks = endings.map(toMark)
  const wentOut = new Set(marks.filter(({ state }) => state === 'sent').map(({ id }) => id))
  const rows = await markSends(tx, tenantId, marks, at)
  await tellSent(
    tx,
    tenantId,
    rows.filter(row => wentOut.has(row.id)),
    byId,
    at,
  )
  await forgetDevices(tx, tenantId, endings.flatMap(goneDevicesOf), at)
  const others = rows.filter(row => !wentOut.has(row.id) && row.state !== 'waiting')
  await insertSuppressions(
    tx,
    tenantId,
    others
      .filter(row => row.state === 'bounced' && row.address !== null && isAddressChannel(row.channel))
      .map(row => ({
        channel: row.channel,
        address: row.address!,
        reason: 'bounce',
        detail: row.detail,
        sendId: row.id,
      })),
    at,
  )
  await appendEvents(
    tx,
    others.map(row => factOf(row, `message.${row.state}`, at)),
  )
}

const goneDevicesOf = ({ handover }: SendEnding) => handover.goneDevices ?? []

function toMark({ ready, leasedUntil, handover, knowsIds }: SendEnding): Mark {
  const { send } = ready
  const mark = (state: string, reason?: Reason, detail?: string) =>
    markOf(send, leasedUntil, state, reason, detail)
  if (handover.kind === 'accepted') return { ...mark('sent'), reference: handover.reference }
  const { detail } = handover
  if (handover.kind === 'refused')
    return handover.isAddress
      ? mark('bounced', 'address-refused', detail)
      : mark('failed', 'message-refused', detail)
  const isUnknown = handover.kind === 'unknown'
  const mayBeThere = isUnknown || send.providerId !== null
  const delayMs = isUnknown && !knowsIds ? undefined : retryDelayMs(send.tries + 1)
  if (delayMs === undefined)
    return mayBeThere
      ? mark('unknown', 'answer-missing', detail)
      : mark('failed', 'provider-unavailable', detail)
  const reason = isUnknown ? 'answer-missing' : 'provider-unavailable'
  return { ...mark('waiting', reason, detail), delayMs, countsAsTry: true, keepsProvider: mayBeThere }
}

const markOf = (
  { id }: { id: string },
  leasedUntil: Date,
  state: string,
  reason: Reason | null = null,
  detail: string | null = null,
): Mark => ({
  id,
  leasedUntil,
  state,
  reason,
  detail: detail?.slice(0, 500) ?? null,
  address: null,
  reference: null,
  delayMs: null,
  expiresAt: null,
  countsAsTry: false,
  keepsProvider: false,
})

async function tellSent(
  tx: Tx,
  tenantId: string,
  rows: readonly SendRow[],
  ready: ReadonlyMap<string, Pick<ReadySend, 'message' | 'template'>>,
  at: Date,
): Promise<void> {
  await insertMessages(
    tx,
    tenantId,
    rows.map(row => {
      const { message, template } = ready.get(row.id)!
      return {
        id: row.id,
        contactId: row.contact_id,
        channel: row.channel,
        name: template.name,
        source: row.origin_kind === 'automation' ? 'Automation' : 'Manual',
        isTransactional: template.isTransactional,
        status: statusOf(row.state),
        text: message.subject ?? message.text,
      }
    }),
    at,
  )
  await appendEvents(
    tx,
    rows.map(row => factOf(row, 'message.sent', at)),
  )
}
