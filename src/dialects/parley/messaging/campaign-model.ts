import Type, { type Static } from 'typebox'
import { type Campaign, type CampaignState, campaignStates } from '../../../domain/messaging/campaign.ts'
import type { CampaignFigures } from '../../../domain/messaging/read-campaigns.ts'

const time = Type.String({ format: 'date-time' })
const Time = Type.Union([time, Type.Null()])
const given = {
  name: Type.String({ maxLength: 200 }),
  kind: Type.String({ description: 'transactional or broadcast' }),
  templateId: Type.String(),
  segmentId: Type.Union([Type.String(), Type.Null()], {
    description: 'Of a broadcast: its members when it starts are recipients, beside those that are listed.',
  }),
  context: Type.Record(Type.String(), Type.Unknown(), { description: 'What the template may use.' }),
  perSecond: Type.Union([Type.Integer(), Type.Null()], { description: 'At most so many messages a second.' }),
}

export const CampaignBody = Type.Object({
  ...Type.Partial(Type.Object(given)).properties,
  name: given.name,
  kind: given.kind,
  templateId: given.templateId,
})

const { kind: _, ...changeable } = given
export const CampaignPatch = Type.Partial(Type.Object(changeable))

export const CampaignModel = Type.Object({
  ...given,
  id: Type.String(),
  state: Type.Unsafe<CampaignState>({ type: 'string', enum: [...campaignStates] }),
  startsAt: Time,
  startedAt: Time,
  gatheredAt: Type.Union([time, Type.Null()], { description: 'When every recipient had its send.' }),
  endedAt: Time,
  version: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})

const FiguresModel = Type.Object({
  total: Type.Integer(),
  byState: Type.Record(Type.String(), Type.Integer()),
  opened: Type.Integer(),
  clicked: Type.Integer(),
})

/** In a list. */
export const CampaignItem = Type.Object({ ...CampaignModel.properties, figures: Type.Optional(FiguresModel) })

export const CampaignDetail = Type.Object({
  ...CampaignModel.properties,
  figures: FiguresModel,
  recipients: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Of a broadcast that is not under way: to how many it would go if it were started now.',
  }),
})

export const campaignParams = Type.Object({ campaignId: Type.String() })

const toText = (date: Date | null) => date?.toISOString() ?? null

export function toWireCampaign(campaign: Campaign): Static<typeof CampaignModel> {
  return {
    ...campaign,
    context: { ...campaign.context },
    startsAt: toText(campaign.startsAt),
    startedAt: toText(campaign.startedAt),
    gatheredAt: toText(campaign.gatheredAt),
    endedAt: toText(campaign.endedAt),
    createdAt: campaign.createdAt.toISOString(),
    updatedAt: campaign.updatedAt.toISOString(),
  }
}

export const toWireFigures = ({ byState, ...rest }: CampaignFigures): Static<typeof FiguresModel> => ({
  ...rest,
  byState: Object.fromEntries(Object.entries(byState)),
})
