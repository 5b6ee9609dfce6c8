import { SimpleGrid, Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { capital, happeningWord, isContentChannel } from '../../kit/channels.ts'
import { Facts } from '../../kit/Facts.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Count, share } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { type Campaign, CampaignProgress, CampaignState, kindWords, resultsOf } from './campaign-state.tsx'
import { Deeds } from './Deeds.tsx'
import { EditCampaign } from './EditCampaign.tsx'
import { HowToCall } from './HowToCall.tsx'
import { Recipients } from './Recipients.tsx'

const ResultsChart = lazy(async () => ({ default: (await import('./ResultsChart.tsx')).ResultsChart }))
const route = getRouteApi('/shell/campaigns/$campaignId')

export function CampaignPage() {
  const { campaignId } = route.useParams()
  const { edit } = route.useSearch()
  const may = useMay()('campaigns:write')
  const { data, error, refetch } = useAnswer('getCampaign', { params: { campaignId } })
  useLive(['message.*', 'campaign.*'], ['getCampaign', 'listSends'])
  if (!data)
    return (
      <UnreadPage
        title="Campaign"
        back={<TextLink to="/campaigns">Campaigns</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  return edit && may ? <EditCampaign key={campaignId} campaign={data} /> : <Shown campaign={data} />
}

function Shown({ campaign }: { readonly campaign: Campaign }) {
  const { kind, state, figures, recipients } = campaign
  const may = useMay()
  const results = resultsOf(figures)
  const { total, sent, delivered, bounced, opened, clicked, kept } = results
  const { templateId } = campaign
  const template = useAnswer('getTemplate', { params: { templateId } }, { enabled: may('messages:read') })
  const channel = template.data?.channel
  const isContent = isContentChannel(channel)
  const label = (happening: string) => capital(happeningWord(happening, channel))
  const ofSent = isContent ? 'what was shown' : 'sent'
  return (
    <>
      <PageHeader
        title={campaign.name}
        back={<TextLink to="/campaigns">Campaigns</TextLink>}
        beside={<CampaignState state={state} />}
        about={kindWords[kind] ?? kind}
        actions={may('campaigns:write') && <Deeds campaign={campaign} />}
      />
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: isContent ? 5 : 6 }}>
          <Stat
            label="Recipients"
            value={<Count of={recipients ?? total} />}
            note={recipients === null ? <CampaignProgress figures={figures} /> : 'as it stands now'}
          />
          <Stat label={label('sent')} value={<Count of={sent} />} note={partOf(sent, total, 'all')} />
          {!isContent && (
            <>
              <Stat
                label="Delivered"
                value={<Count of={delivered} />}
                note={partOf(delivered, sent, 'sent')}
              />
              <Stat label="Bounced" value={<Count of={bounced} />} note={partOf(bounced, sent, 'sent')} />
            </>
          )}
          <Stat label={label('opened')} value={<Count of={opened} />} note={partOf(opened, sent, ofSent)} />
          <Stat label="Clicked" value={<Count of={clicked} />} note={partOf(clicked, sent, ofSent)} />
          {isContent && (
            <Stat label="Kept back" value={<Count of={kept} />} note={partOf(kept, total, 'all')} />
          )}
        </SimpleGrid>
        {kind === 'transactional' && <HowToCall campaign={campaign} />}
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Section title="Results">
            <Suspense fallback={<PageLoading />}>
              <ResultsChart figures={figures} channel={channel} />
            </Suspense>
          </Section>
          <Section title="What it is">
            <About campaign={campaign} />
          </Section>
        </SimpleGrid>
        {may('messages:read') && <Recipients campaign={campaign} channel={channel} />}
      </Stack>
    </>
  )
}

const partOf = (part: number, of: number, word: string) => of > 0 && `${share(part, of)} of ${word}`

function About({ campaign }: { readonly campaign: Campaign }) {
  const { templateId, segmentId, perSecond, context, startsAt, startedAt, endedAt } = campaign
  const may = useMay()
  const template = useAnswer('getTemplate', { params: { templateId } }, { enabled: may('messages:read') })
  const segment = useAnswer(
    'getSegment',
    { params: { segmentId: segmentId ?? '' } },
    { enabled: segmentId !== null && may('segments:read') },
  )
  const time = (at: string | null) => at && <Time at={at} form="short" />
  return (
    <Stack>
      <Facts
        of={[
          [
            'Template',
            template.data ? (
              <TextLink key="template" to="/templates/$templateId" params={{ templateId }}>
                <bdi>{template.data.name}</bdi>
              </TextLink>
            ) : (
              template.error && 'deleted'
            ),
          ],
          [
            'Segment',
            segmentId !== null &&
              (segment.data ? (
                <TextLink key="segment" to="/segments/$segmentId" params={{ segmentId }}>
                  <bdi>{segment.data.name}</bdi>
                </TextLink>
              ) : (
                segment.error && 'deleted'
              )),
          ],
          ['A second', perSecond === null ? 'as fast as can be' : <Count key="rate" of={perSecond} />],
          ['Starts', startedAt === null && time(startsAt)],
          ['Started', time(startedAt)],
          ['Ended', time(endedAt)],
          ['Made', time(campaign.createdAt)],
        ]}
      />
      {Object.keys(context).length > 0 && <JsonView value={context} label="Context" maxHeight={240} />}
    </Stack>
  )
}
