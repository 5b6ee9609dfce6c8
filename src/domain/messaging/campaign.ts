/**
 * A campaign: one template for many. A transactional one is sent by the API, contact by contact, as long as it runs. A
 * broadcast goes once to its recipients: those that are listed and the members of its segment at the time it starts.
 *
 *             start                 its time has come
 *   draft ────────────▶ scheduled ────────────────────▶ running ──▶ done: nobody is left
 *                            │  ▲                         │  ▲
 *                      pause │  │ resume            pause │  │ resume
 *                            ▼  │                         ▼  │
 *                           paused ◀──────────────────────────
 *
 *   scheduled, running, paused ──stop──▶ stopped: what still waits is cancelled
 *
 * A recipient is a send with the campaign and the contact as its key, so that a recipient is one whatever is done twice.
 */
import type { Selectable } from 'kysely'
import type { CampaignRow } from '../../storage/tables-messaging.ts'

export const campaignKinds = ['transactional', 'broadcast'] as const
export type CampaignKind = (typeof campaignKinds)[number]

export const campaignStates = ['draft', 'scheduled', 'running', 'paused', 'stopped', 'done'] as const
export type CampaignState = (typeof campaignStates)[number]

export interface Campaign {
  readonly id: string
  readonly name: string
  readonly kind: CampaignKind
  readonly templateId: string
  readonly segmentId: string | null
  /** What its template may use beside the contact. */
  readonly context: Readonly<Record<string, unknown>>
  /** At most so many messages a second, by the machine's clock and over all processes. */
  readonly perSecond: number | null
  readonly state: CampaignState
  readonly startsAt: Date | null
  readonly startedAt: Date | null
  /** When every recipient had its send. */
  readonly gatheredAt: Date | null
  readonly endedAt: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const fromRow = (row: Selectable<CampaignRow>): Campaign => ({
  id: row.id,
  name: row.name,
  kind: row.kind as CampaignKind,
  templateId: row.template_id,
  segmentId: row.segment_id,
  context: row.context,
  perSecond: row.per_second,
  state: row.state as CampaignState,
  startsAt: row.starts_at,
  startedAt: row.started_at,
  gatheredAt: row.gathered_at,
  endedAt: row.ended_at,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** The key of the send to a recipient. */
export const recipientKey = (campaignId: string, contactId: string) => `campaign:${campaignId}:${contactId}`
