import Type from 'typebox'
import { readCampaignStats } from '../../../domain/messaging/campaign-stats.ts'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { contain, container } from '../container.ts'
import { readTime } from '../read-time.ts'
import { StatsModel, toWireStats } from './translate.ts'

/** What the vendor shows at its dashboard: what became of the messages of a campaign, made from `from` on and before `to`. */
export const getCampaignStats = operation({
  method: 'GET',
  path: '/accounts/{licenseCode}/campaigns/{campaignId}/stats',
  name: 'getCampaignStats',
  summary: 'What became of the messages of a campaign',
  tag: 'Campaigns',
  scope: 'campaign-execution:write',
  isExtension: true,
  versions: ['v1'],
  params: Type.Object({
    licenseCode: Type.String(),
    campaignId: Type.String({ description: 'The id of the campaign; of a transactional one, or its name.' }),
  }),
  query: Type.Object({
    from: Type.Optional(Type.String({ description: 'A time or a day; counted are messages from then on.' })),
    to: Type.Optional(Type.String({ description: 'A time or a day, no longer counted.' })),
    format: Type.Optional(Type.String()),
  }),
  replies: { 200: container(StatsModel) },
  async handle({ db, caller: { tenant }, params: { campaignId }, query }) {
    const faults: Fault[] = []
    const period = { from: readTime('from', query.from, faults), to: readTime('to', query.to, faults) }
    if (period.from && period.to && period.from >= period.to)
      faults.push({ field: 'to', message: 'must be later than from' })
    if (faults.length > 0) throw inputInvalid(faults)
    const stats = await readCampaignStats(db, tenant.id, campaignId, period)
    return { status: 200, body: contain(toWireStats(stats, period)) }
  },
})
