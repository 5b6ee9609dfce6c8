import { Button, NativeSelect } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Send } from '../../api/shapes.ts'
import { ContactName } from '../../kit/ContactLink.tsx'
import { ContactPicker } from '../../kit/ContactPicker.tsx'
import { channelOptions } from '../../kit/channels.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { ChannelName, reasonOf, SendState, sendStateOptions } from '../../kit/messages.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import type { OutboxSearch } from './outbox-search.ts'

const route = getRouteApi('/shell/outbox')

/** Every message, the newest first: to whom, what became of it, and why some did not go. */
export function OutboxPage() {
  const given = route.useSearch()
  const navigate = route.useNavigate()
  const { contact, channel, state, template } = given
  const query = {
    limit: 25,
    ...(contact && { contactId: contact }),
    ...(channel && { channel }),
    ...(state && { state }),
    ...(template && { templateId: template }),
  }
  const sends = usePages('listSends', { query }, { keepsPrevious: true })
  const known = useAnswer('listTemplates', { query: { limit: 200 } })
  const templates = known.data?.items ?? []
  useLive(['message.*'], ['listSends'])
  const isNarrowed = Object.keys(given).length > 0
  const nameOf = (id: string) => templates.find(each => each.id === id)?.name ?? 'A deleted template'

  const change = (changes: { readonly [Name in keyof OutboxSearch]: string | undefined }) =>
    navigate({
      search: before => ({ ...before, ...changes }) as OutboxSearch,
      replace: true,
      resetScroll: false,
    })

  const columns: readonly Column<Send>[] = [
    { title: 'Message', render: ({ templateId }) => <bdi>{nameOf(templateId)}</bdi>, width: '22%' },
    { title: 'To', render: ({ contactId }) => <ContactName contactId={contactId} />, width: '20%' },
    { title: 'Channel', render: send => <ChannelName channel={send.channel} />, from: 'sm' },
    { title: 'State', render: send => <SendState state={send.state} channel={send.channel} /> },
    { title: 'Because', render: send => reasonOf(send) || '–', from: 'lg', width: '26%' },
    {
      title: 'When',
      render: ({ sentAt, endedAt, createdAt }) => <Time at={sentAt ?? endedAt ?? createdAt} isPast />,
      align: 'right',
      from: 'md',
    },
  ]

  return (
    <>
      <PageHeader
        title="Outbox"
        about="Every message: to whom it went, how it looked, and why some did not go."
      />
      <Section flush>
        <FilterBar>
          <ContactPicker
            label="To"
            isLabelHidden
            placeholder="To anybody"
            value={contact}
            onChange={id => change({ contact: id })}
          />
          <NativeSelect
            aria-label="Channel"
            value={channel ?? ''}
            onChange={event => change({ channel: event.currentTarget.value })}
            data={[{ value: '', label: 'Every channel' }, ...channelOptions]}
          />
          <NativeSelect
            aria-label="State"
            value={state ?? ''}
            onChange={event => change({ state: event.currentTarget.value })}
            data={sendStateOptions}
          />
          <NativeSelect
            aria-label="Template"
            w={180}
            value={template ?? ''}
            onChange={event => change({ template: event.currentTarget.value })}
            data={[
              { value: '', label: 'Every template' },
              ...templates.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </FilterBar>
        <DataTable
          label="Messages"
          columns={columns}
          rows={sends.items}
          keyOf={({ id }) => id}
          href={({ id }) => `/outbox/${id}`}
          isPending={sends.isPending || known.isPending}
          error={sends.error}
          onRetry={() => sends.refetch()}
          more={sends}
          empty={
            isNarrowed ? (
              <EmptyState
                icon={IconMailForward}
                title="No such message"
                action={
                  <Button variant="default" size="sm" onClick={() => navigate({ search: {} })}>
                    Show all
                  </Button>
                }
              >
                Nothing that was sent fits what you chose.
              </EmptyState>
            ) : (
              <EmptyState icon={IconMailForward} title="Nothing was sent yet">
                Campaigns, automations and your own systems send messages. Each is here, as it was sent. A
                channel without a provider sends nothing: then messages are captured here, to be looked at.
              </EmptyState>
            )
          }
        />
      </Section>
    </>
  )
}
