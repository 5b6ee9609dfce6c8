import type { TenantClock } from '../../kernel/clock.ts'
import { claimDue, type DueQueue, type Lane } from '../../storage/claim.ts'
import type { Db } from '../../storage/driver.ts'
import { selectOpenLanes, takePlaces } from './lanes.sql.ts'
import type { Origin } from './send.ts'
import { originOf } from './send.ts'
import type { SendChannel } from './send-channel.ts'
import { endAllLeases, releaseSendClaims } from './sends.sql.ts'

/** A send that is due and claimed. */
export interface ClaimedSend {
  readonly tenantId: string
  readonly id: string
  readonly contactId: string
  readonly templateId: string
  readonly channel: SendChannel
  readonly laneId: string
  readonly origin: Origin
  readonly context: Readonly<Record<string, unknown>>
  readonly tries: number
  /** The provider that may have it: no other gets it. */
  readonly providerId: string | null
  readonly expiresAt: Date | null
  /** Until when it is ours, on the database's clock. */
  readonly leasedUntil: Date
}

/** A lane from which sends may be claimed. */
export interface SendLane {
  readonly tenantId: string
  readonly id: string
  readonly channel: SendChannel
  readonly perSecond: number | null
  readonly clock: TenantClock
}

const queue: DueQueue = {
  table: 'message_sends',
  lane: 'lane_id',
  columns: [
    'contact_id',
    'template_id',
    'channel',
    'lane_id',
    'origin_kind',
    'origin_id',
    'origin_step',
    'context',
    'tries',
    'provider_id',
    'expires_at',
  ],
}

interface DueRow {
  readonly contact_id: string
  readonly template_id: string
  readonly channel: string
  readonly lane_id: string
  readonly origin_kind: string
  readonly origin_id: string
  readonly origin_step: string | null
  readonly context: Record<string, unknown>
  readonly tries: number
  readonly provider_id: string | null
  readonly expires_at: Date | null
}

/** The lanes of all tenants from which may be claimed. */
export async function readSendLanes(db: Db): Promise<SendLane[]> {
  return (await selectOpenLanes(db)).map(row => ({
    tenantId: row.tenant_id,
    id: row.id,
    channel: row.channel as SendChannel,
    perSecond: row.per_second,
    clock: { clockOffsetMs: row.clock_offset_ms, clockFrozenAt: row.clock_frozen_at },
  }))
}

/** Claims what is due in the lanes, in the order in which it fell due. */
export async function claimSends(db: Db, lanes: readonly Lane[], leaseMs: number): Promise<ClaimedSend[]> {
  const rows = await claimDue<DueRow>(db, queue, lanes, leaseMs)
  return rows.map(row => ({
    tenantId: row.tenant_id,
    id: row.id,
    contactId: row.contact_id,
    templateId: row.template_id,
    channel: row.channel as SendChannel,
    laneId: row.lane_id,
    origin: originOf(row),
    context: row.context,
    tries: row.tries,
    providerId: row.provider_id,
    expiresAt: row.expires_at,
    leasedUntil: row.leased_until,
  }))
}

/** Gives back what was claimed and not begun. */
export async function releaseSends(db: Db, tenantId: string, sends: readonly ClaimedSend[]): Promise<void> {
  if (sends.length > 0) await releaseSendClaims(db, tenantId, sends)
}

/** Ends the claims of a process that died, when it is certain that no other lives: on the embedded database. */
export async function releaseAllSends(db: Db): Promise<void> {
  await endAllLeases(db)
}

/**
 * Takes the next places of a lane with a rate, unless they come later than in `longestMs`. Answers in how many
 * milliseconds the first of them comes.
 */
export const takeLanePlaces = (db: Db, lane: SendLane, count: number, longestMs: number) =>
  takePlaces(db, 'message_lanes', lane, count, longestMs)

/** The same for a provider with a rate. */
export const takeProviderPlaces = (
  db: Db,
  tenantId: string,
  providerId: string,
  count: number,
  longestMs: number,
) => takePlaces(db, 'message_providers', { tenantId, id: providerId }, count, longestMs)
