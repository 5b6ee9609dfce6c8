import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { type Campaign, fromRow } from './campaign.ts'
import {
  countRecipients,
  countSends,
  type StateFigures,
  selectCampaign,
  selectCampaigns,
} from './campaigns.sql.ts'
import { campaignNotFound } from './errors.ts'
import { type SendState, toSendState } from './send.ts'

/** What became of the sends of a campaign. */
export interface CampaignFigures {
  readonly total: number
  readonly byState: Readonly<Partial<Record<SendState, number>>>
  readonly opened: number
  readonly clicked: number
}

export interface CountedCampaign {
  readonly campaign: Campaign
  readonly figures: CampaignFigures
}

interface PageQuery {
  readonly limit: number
  readonly cursor?: string
}

/** The newest first. Throws `cursor-invalid`. */
export async function listCampaigns(
  db: Db,
  tenantId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<Campaign>> {
  const [below] = readPlace(cursor, [isUuid]) ?? []
  return toPage((await selectCampaigns(db, tenantId, below, limit + 1)).map(fromRow), limit, ({ id }) => [id])
}

/** The same, each with its figures. Throws `cursor-invalid`. */
export async function listCountedCampaigns(
  db: Db,
  tenantId: string,
  query: PageQuery,
): Promise<Page<CountedCampaign>> {
  const { items, nextCursor } = await listCampaigns(db, tenantId, query)
  const ids = items.map(({ id }) => id)
  const counts = Map.groupBy(await countSends(db, tenantId, ids), ({ campaignId }) => campaignId)
  const counted = items.map(campaign => ({ campaign, figures: figuresOf(counts.get(campaign.id) ?? []) }))
  return { items: counted, nextCursor }
}

/**
 * With how many contacts it would go to if it were started now; null when that is decided, or for the API to say. Throws
 * `campaign-not-found`.
 */
export async function readCampaign(
  db: Db,
  tenantId: string,
  campaignId: string,
): Promise<CountedCampaign & { recipients: number | null }> {
  const row = isUuid(campaignId) ? await selectCampaign(db, tenantId, campaignId) : undefined
  if (!row) throw campaignNotFound(campaignId.slice(0, 100))
  const campaign = fromRow(row)
  const isOpen = campaign.kind === 'broadcast' && campaign.gatheredAt === null && campaign.endedAt === null
  const recipients = isOpen ? await countRecipients(db, tenantId, row.id, row.segment_id) : null
  return { campaign, figures: figuresOf(await countSends(db, tenantId, [row.id])), recipients }
}

function figuresOf(counts: readonly StateFigures[]): CampaignFigures {
  const sum = (of: (count: StateFigures) => number) => counts.reduce((all, each) => all + of(each), 0)
  return {
    total: sum(({ count }) => count),
    byState: Object.fromEntries(counts.map(({ state, count }) => [toSendState(state), count])),
    opened: sum(({ opened }) => opened),
    clicked: sum(({ clicked }) => clicked),
  }
}
