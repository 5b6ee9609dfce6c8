import { NativeSelect } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../api/queries.ts'
import type { Send } from '../../api/shapes.ts'
import { ContactName } from '../../kit/ContactLink.tsx'
import { capital, happeningWord } from '../../kit/channels.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { reasonOf, SendState, sendStateOptions } from '../../kit/messages.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import type { Campaign } from './campaign-state.tsx'

const route = getRouteApi('/shell/campaigns/$campaignId')

const columnsOf = (channel: string | undefined): readonly Column<Send>[] => [
  { title: 'Contact', render: ({ contactId }) => <ContactName contactId={contactId} /> },
  { title: 'State', render: ({ state }) => <SendState state={state} {...(channel && { channel })} /> },
  { title: 'Because', render: send => reasonOf(send) || '–', from: 'md' },
  {
    title: capital(happeningWord('opened', channel)),
    render: ({ openedAt }) => <Time at={openedAt} isPast />,
    from: 'lg',
  },
  { title: 'Clicks', render: ({ clicks }) => clicks || '–', align: 'right', from: 'lg' },
  {
    title: 'When',
    render: ({ sentAt, endedAt, createdAt }) => <Time at={sentAt ?? endedAt ?? createdAt} isPast />,
    align: 'right',
    from: 'sm',
  },
]

interface Props {
  readonly campaign: Campaign
  /** Of its template, if that is known. */
  readonly channel: string | undefined
}

/** To whom it goes, and what became of each. */
export function Recipients({ campaign, channel }: Props) {
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  const query = { campaignId: campaign.id, limit: 25, ...(state && { state }) }
  const sends = usePages('listSends', { query }, { keepsPrevious: true })
  return (
    <Section
      title="Recipients"
      flush
      actions={
        <NativeSelect
          aria-label="State"
          size="xs"
          value={state ?? ''}
          onChange={({ currentTarget: { value } }) =>
            navigate({
              search: value === '' ? {} : { state: value as Send['state'] },
              replace: true,
              resetScroll: false,
            })
          }
          data={sendStateOptions}
        />
      }
    >
      <DataTable
        label="Recipients"
        columns={columnsOf(channel)}
        rows={sends.items}
        keyOf={({ id }) => id}
        href={({ id }) => `/outbox/${id}`}
        isPending={sends.isPending}
        error={sends.error}
        onRetry={() => sends.refetch()}
        more={sends}
        empty={
          <EmptyState icon={IconUsers} title={state ? `Nobody whose message is ${state}` : 'Nobody yet'}>
            {state
              ? 'Look at every state, or at another one.'
              : 'Each who gets the message is here as soon as it is under way, and why somebody did not.'}
          </EmptyState>
        }
      />
    </Section>
  )
}
