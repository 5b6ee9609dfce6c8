import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { type Campaign, fromRow } from './campaign.ts'
import { type Period, selectPlaces, selectStats } from './campaign-stats.sql.ts'
import { selectCampaign } from './campaigns.sql.ts'
import { campaignNotFound } from './errors.ts'
import { type Reason, type SendState, toSendState } from './send.ts'
import { selectCampaignIdByName } from './transactions.sql.ts'

export interface Outcome {
  readonly state: SendState
  readonly reason: Reason | null
  readonly count: number
}

export interface CampaignStats {
  readonly campaign: Campaign
  readonly outcomes: readonly Outcome[]
  readonly opened: number
  readonly clicked: number
  readonly clicks: number
  readonly unsubscribed: number
  /** Of orders in which campaigns stand in for one another, by the place in the order: 1 is tried first. */
  readonly places: readonly { readonly place: number; readonly outcomes: readonly Outcome[] }[]
}

/**
 * What became of the sends of a campaign, by its id, or by its name if it is transactional. Sends that are no longer kept
 * count only where no period is asked for. Throws `campaign-not-found`.
 */
export async function readCampaignStats(
  db: Db,
  tenantId: string,
  idOrName: string,
  period: Period,
): Promise<CampaignStats> {
  const id = isUuid(idOrName) ? idOrName : await selectCampaignIdByName(db, tenantId, idOrName)
  const row = id === undefined ? undefined : await selectCampaign(db, tenantId, id)
  if (!row) throw campaignNotFound(idOrName.slice(0, 100))
  const stats = await selectStats(db, tenantId, row.id, period)
  const sum = (name: 'opened' | 'clicked' | 'clicks' | 'unsubscribed') =>
    stats.reduce((all, each) => all + each[name], 0)
  const byPlace = Map.groupBy(await selectPlaces(db, tenantId, row.id, period), ({ place }) => place)
  return {
    campaign: fromRow(row),
    outcomes: stats.map(toOutcome),
    opened: sum('opened'),
    clicked: sum('clicked'),
    clicks: sum('clicks'),
    unsubscribed: sum('unsubscribed'),
    places: [...byPlace].map(([place, rows]) => ({
      place,
      outcomes: rows.map(each => toOutcome({ ...each, reason: null })),
    })),
  }
}

interface Counted {
  readonly state: string
  readonly reason: string | null
  readonly count: number
}

const toOutcome = ({ state, reason, count }: Counted): Outcome => ({
  state: toSendState(state),
  reason: reason as Reason | null,
  count,
})
