import Type from 'typebox'
import { readCampaignStats } from '../../../domain/messaging/campaign-stats.ts'
import { readConversions } from '../../../domain/messaging/conversions.ts'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { contain, container } from '../container.ts'
import { readTime } from '../read-time.ts'
import { type Asked, ConversionsModel, StatsModel, toWireConversions, toWireStats } from './translate.ts'

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
    conversionEvent: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'The name of the event that is a conversion.',
      }),
    ),
    conversionDays: Type.Optional(
      Type.String({
        pattern: '^([1-9]|[1-5][0-9]|60)$',
        description: 'Until so many days after the message: 7.',
      }),
    ),
    revenueAttribute: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 50,
        description: 'The attribute of the event that is added up.',
      }),
    ),
    format: Type.Optional(Type.String()),
  }),
  replies: { 200: container(Type.Object({ ...StatsModel.properties, conversions: ConversionsModel })) },
  async handle({ db, schemas, caller: { tenant }, params: { campaignId }, query }) {
    const faults: Fault[] = []
    const period = { from: readTime('from', query.from, faults), to: readTime('to', query.to, faults) }
    if (period.from && period.to && period.from >= period.to)
      faults.push({ field: 'to', message: 'must be later than from' })
    if (faults.length > 0) throw inputInvalid(faults)
    const stats = await readCampaignStats(db, tenant.id, campaignId, period)
    const asked = readAsked(query)
    if (!asked) return { status: 200, body: contain({ ...toWireStats(stats, period), conversions: null }) }
    const schema = (await schemas.of(tenant)).get(asked.event)
    if (!schema)
      throw inputInvalid([
        { field: 'conversionEvent', message: 'must be the name of an event that there is' },
      ])
    const rule = { schemaKey: schema.key, days: asked.days, revenue: asked.revenue }
    const found = await readConversions(db, tenant.id, stats.campaign.id, rule, period)
    const conversions = toWireConversions(asked, found)
    return { status: 200, body: contain({ ...toWireStats(stats, period), conversions }) }
  },
})

interface Query {
  readonly conversionEvent?: string
  readonly conversionDays?: string
  readonly revenueAttribute?: string
}

/** Nothing when no event is named. A deadline is seven days where the vendor's journeys say none. */
function readAsked({ conversionEvent, conversionDays = '7', revenueAttribute }: Query): Asked | undefined {
  if (conversionEvent !== undefined)
    return { event: conversionEvent, days: Number(conversionDays), revenue: revenueAttribute }
  if (revenueAttribute === undefined) return undefined
  throw inputInvalid([{ field: 'conversionEvent', message: 'is required with revenueAttribute' }])
}
