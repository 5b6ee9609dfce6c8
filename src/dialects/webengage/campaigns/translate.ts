import Type, { type Static } from 'typebox'
import type { AuditedSend } from '../../../domain/messaging/audit-sends.ts'
import type { CampaignStats, Outcome } from '../../../domain/messaging/campaign-stats.ts'
import type { Conversions } from '../../../domain/messaging/conversions.ts'
import type { Reason, SendState } from '../../../domain/messaging/send.ts'
import { toNumericOffset } from '../../../kernel/loose-instant.ts'
import { toChannelWord, toFailure } from './words.ts'

const Nullable = Type.Union([Type.String(), Type.Null()])

export const AuditModel = Type.Object({
  id: Type.String(),
  txnId: Nullable,
  experimentId: Type.String({ description: 'The id of the campaign or the automation that sent it.' }),
  campaignName: Nullable,
  channel: Type.String(),
  status: Type.String({
    description: 'QUEUED, SENDING, SENT, DELIVERED, BOUNCED, FAILED, SUPPRESSED, UNKNOWN or CANCELLED.',
  }),
  failureReason: Nullable,
  failureDetail: Nullable,
  to: Nullable,
  content: Type.Object({
    subject: Nullable,
    text: Nullable,
    html: Nullable,
    payload: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]),
  }),
  createdOn: Type.String(),
  sentOn: Nullable,
  endedOn: Type.Union([Type.String(), Type.Null()], { description: 'When it arrived or failed.' }),
  openedOn: Nullable,
  clickedOn: Nullable,
  clicks: Type.Integer(),
})

const toTime = (at: Date | null) => at && toNumericOffset(at)

export const toWireAudit = ({ send, campaign, order, content }: AuditedSend): Static<typeof AuditModel> => ({
  id: send.id,
  txnId: order,
  experimentId: send.origin.id,
  campaignName: campaign,
  channel: toChannelWord(send.channel),
  status: send.state.toUpperCase(),
  failureReason: isFailed(send) ? toFailure(send.reason as Reason | null, send.state) : null,
  failureDetail: send.detail,
  to: send.address,
  content: { ...content, payload: content.payload && { ...content.payload } },
  createdOn: toNumericOffset(send.createdAt),
  sentOn: toTime(send.sentAt),
  endedOn: toTime(send.endedAt),
  openedOn: toTime(send.openedAt),
  clickedOn: toTime(send.clickedAt),
  clicks: send.clicks,
})

const queuedStates: readonly SendState[] = ['queued', 'sending']
const goodStates: readonly SendState[] = ['sent', 'delivered']
const isQueued = ({ state }: { readonly state: SendState }) => queuedStates.includes(state)
const isFailed = (each: { readonly state: SendState }) => !isQueued(each) && !goodStates.includes(each.state)

const Numbers = Type.Record(Type.String(), Type.Integer())
const counts = {
  sent: Type.Integer({ description: 'All that were made, also those that still wait.' }),
  queued: Type.Integer(),
  failed: Type.Integer(),
  delivered: Type.Integer({ description: 'Sent, less those that failed and those that are queued.' }),
}

export const StatsModel = Type.Object({
  campaignId: Type.String(),
  campaignName: Type.String(),
  from: Nullable,
  to: Nullable,
  ...counts,
  confirmed: Type.Integer({ description: 'Of which the provider said that they arrived.' }),
  failures: Numbers,
  opens: Type.Integer({ description: 'Messages that were opened.' }),
  clicks: Type.Integer(),
  uniqueClicks: Type.Integer({ description: 'Messages of which a link was followed.' }),
  unsubscribes: Type.Integer({ description: 'Messages by which a user left their channel.' }),
  fallback: Type.Array(
    Type.Object({ place: Type.Integer({ description: '1 is tried first.' }), ...counts }),
    {
      description: 'Of orders in which campaigns stand in for one another, by the place of this one in them.',
    },
  ),
})

export function toWireStats(
  { campaign, outcomes, opened, clicked, clicks, unsubscribed, places }: CampaignStats,
  { from, to }: { readonly from?: Date | undefined; readonly to?: Date | undefined },
): Static<typeof StatsModel> {
  return {
    campaignId: campaign.id,
    campaignName: campaign.name,
    from: toTime(from ?? null),
    to: toTime(to ?? null),
    ...count(outcomes),
    confirmed: total(outcomes.filter(({ state }) => state === 'delivered')),
    failures: failuresOf(outcomes),
    opens: opened,
    clicks,
    uniqueClicks: clicked,
    unsubscribes: unsubscribed,
    fallback: places.map(({ place, outcomes: own }) => ({ place, ...count(own) })),
  }
}

export const ConversionsModel = Type.Union([
  Type.Object({
    event: Type.String(),
    days: Type.Integer(),
    total: Type.Integer({ description: 'Each event counts once, for the last message before it.' }),
    unique: Type.Integer({ description: 'Users.' }),
    clickThrough: Type.Integer({ description: 'Of which a link of the message was followed before.' }),
    revenue: Type.Union([Type.Number(), Type.Null()]),
  }),
  Type.Null(),
])

/** What is asked of conversions: after which event, by so many days after the message, and what adds up. */
export interface Asked {
  readonly event: string
  readonly days: number
  readonly revenue: string | undefined
}

export const toWireConversions = (
  { event, days, revenue }: Asked,
  { count, contacts, afterClick, revenue: sum }: Conversions,
): Static<typeof ConversionsModel> => ({
  event,
  days,
  total: count,
  unique: contacts,
  clickThrough: afterClick,
  revenue: revenue === undefined ? null : sum,
})

const total = (outcomes: readonly Outcome[]) => outcomes.reduce((all, each) => all + each.count, 0)

function count(outcomes: readonly Outcome[]) {
  const [sent, queued] = [total(outcomes), total(outcomes.filter(isQueued))]
  const failed = total(outcomes.filter(isFailed))
  return { sent, queued, failed, delivered: sent - failed - queued }
}

function failuresOf(outcomes: readonly Outcome[]): Record<string, number> {
  const byReason = Map.groupBy(outcomes.filter(isFailed), ({ reason, state }) => toFailure(reason, state))
  return Object.fromEntries([...byReason].map(([reason, own]) => [reason, total(own)]))
}
