import { Code, NativeSelect } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import type { Answer } from '../../api/ask.ts'
import { usePages } from '../../api/queries.ts'
import { channelInSentence, channelOptions } from '../../kit/channels.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { ButtonLink } from '../../kit/links.tsx'
import { ChannelName } from '../../kit/messages.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'

const route = getRouteApi('/shell/templates')

type Template = Answer<'listTemplates'>['items'][number]

const columns: readonly Column<Template>[] = [
  { title: 'Name', render: ({ name }) => <bdi>{name}</bdi> },
  { title: 'Channel', render: ({ channel }) => <ChannelName channel={channel} /> },
  {
    title: 'For',
    render: ({ isTransactional }) => (isTransactional ? 'What somebody did' : 'Who accepts the channel'),
    from: 'md',
  },
  { title: 'Subject', render: ({ subject }) => <bdi>{subject ?? '–'}</bdi>, from: 'lg' },
  { title: 'Changed', render: ({ updatedAt }) => <Time at={updatedAt} isPast />, align: 'right', from: 'sm' },
]

export function TemplatesPage() {
  const { channel } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const templates = usePages('listTemplates', { query: { limit: 200 } })
  const shown = templates.items.filter(each => channel === undefined || each.channel === channel)
  const make = may('messages:write') && (
    <ButtonLink to="/templates/new" search={channel === undefined ? {} : { channel }}>
      New template
    </ButtonLink>
  )
  return (
    <>
      <PageHeader
        title="Templates"
        about="What messages say. What is known of a contact, and what they did, is filled in when one is sent."
        actions={(templates.isPending || templates.items.length > 0) && make}
      />
      <Section flush>
        {(templates.items.length > 0 || templates.isPending) && (
          <FilterBar>
            <NativeSelect
              aria-label="Channel"
              value={channel ?? ''}
              onChange={({ currentTarget: { value } }) =>
                navigate({ search: value === '' ? {} : { channel: value }, replace: true })
              }
              data={[{ value: '', label: 'Every channel' }, ...channelOptions]}
            />
          </FilterBar>
        )}
        <DataTable
          label="Templates"
          columns={columns}
          rows={shown}
          keyOf={({ id }) => id}
          href={({ id }) => `/templates/${id}`}
          isPending={templates.isPending}
          error={templates.error}
          onRetry={() => templates.refetch()}
          more={templates}
          empty={
            <EmptyState
              icon={IconTemplate}
              title={
                channel === undefined ? 'No templates yet' : `No template for ${channelInSentence(channel)}`
              }
              action={make}
            >
              Write a message once, with places such as <Code>{'{{\u00a0contact.firstName\u00a0}}'}</Code>.
              Campaigns, automations and your own systems send it.
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}
