import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { type Campaign, fromRow } from './campaign.ts'
import { countSends, selectCampaign, selectCampaigns } from './campaigns.sql.ts'
import { campaignNotFound } from './errors.ts'
import type { SendState } from './send.ts'

/** What became of the sends of a campaign. */
export interface CampaignFigures {
  readonly total: number
  readonly byState: Readonly<Partial<Record<SendState, number>>>
  readonly opened: number
  readonly clicked: number
}

/** The newest first. Throws `cursor-invalid`. */
export async function listCampaigns(
  db: Db,
  tenantId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Campaign>> {
  const [below] = readPlace(cursor, [isUuid]) ?? []
  return toPage((await selectCampaigns(db, tenantId, below, limit + 1)).map(fromRow), limit, ({ id }) => [id])
}

/** Throws `campaign-not-found`. */
export async function readCampaign(
  db: Db,
  tenantId: string,
  campaignId: string,
): Promise<{ campaign: Campaign; figures: CampaignFigures }> {
  const row = isUuid(campaignId) ? await selectCampaign(db, tenantId, campaignId) : undefined
  if (!row) throw campaignNotFound(campaignId.slice(0, 100))
  const counts = await countSends(db, tenantId, row.id)
  const sum = (of: (count: (typeof counts)[number]) => number) =>
    counts.reduce((all, each) => all + of(each), 0)
  const figures = {
    total: sum(({ count }) => count),
    byState: Object.fromEntries(
      counts.map(({ state, count }) => [state === 'waiting' ? 'queued' : state, count]),
    ),
    opened: sum(({ opened }) => opened),
    clicked: sum(({ clicked }) => clicked),
  }
  return { campaign: fromRow(row), figures }
}
