import { IconSpeakerphone } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ButtonLink } from '../../kit/links.tsx'
import { Count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { CampaignProgress, CampaignState, kindWords } from './campaign-state.tsx'

type Item = Answer<'listCampaigns'>['items'][number]

const columns: readonly Column<Item>[] = [
  { title: 'Name', render: ({ name }) => <bdi>{name}</bdi> },
  { title: 'State', render: ({ state }) => <CampaignState state={state} /> },
  { title: 'Kind', render: ({ kind }) => kindWords[kind] ?? kind, from: 'md' },
  { title: 'Done', render: ({ figures }) => figures && <CampaignProgress figures={figures} />, from: 'sm' },
  {
    title: 'Opened or viewed',
    render: ({ figures }) => <Count of={figures?.opened} />,
    align: 'right',
    from: 'lg',
  },
  { title: 'Clicked', render: ({ figures }) => <Count of={figures?.clicked} />, align: 'right', from: 'lg' },
  {
    title: 'Started',
    render: ({ startedAt, startsAt }) => <Time at={startedAt ?? startsAt} />,
    align: 'right',
    from: 'md',
  },
]

export function CampaignsPage() {
  const may = useMay()
  const campaigns = usePages('listCampaigns', { query: { figures: true, limit: 25 } })
  useLive(['campaign.*', 'message.*'], ['listCampaigns'])
  const make = may('campaigns:write') && <ButtonLink to="/campaigns/new">New campaign</ButtonLink>
  return (
    <>
      <PageHeader
        title="Campaigns"
        about="One message for many: once to a segment, or one by one when your systems ask for it."
        actions={(campaigns.isPending || campaigns.items.length > 0) && make}
      />
      <Section flush>
        <DataTable
          label="Campaigns"
          columns={columns}
          rows={campaigns.items}
          keyOf={({ id }) => id}
          href={({ id }) => `/campaigns/${id}`}
          isPending={campaigns.isPending}
          error={campaigns.error}
          onRetry={() => campaigns.refetch()}
          more={campaigns}
          empty={
            <EmptyState icon={IconSpeakerphone} title="No campaigns yet" action={make}>
              Choose a template and a segment, look at how many would get it, and start it now or at a time.
              Who accepts the channel is asked at the moment of sending.
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}
