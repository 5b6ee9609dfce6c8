import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh, IconSend } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { duration } from '../../kit/times.ts'
import { useMay } from '../../session/session.tsx'
import { DeliveryDetails } from './DeliveryDetails.tsx'
import { Replay } from './Replay.tsx'
import { useCatalogue } from './use-catalogue.ts'
import { filterOf, type WebhookSearch } from './webhook-search.ts'
import { type Delivery, deliveryStateOf, outcomeOf, type Webhook } from './webhook-state.ts'

const route = getRouteApi('/shell/webhooks/$webhookId')

/** What was sent to a webhook or is to be, as it goes. */
export function Deliveries({ webhook }: { readonly webhook: Webhook }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const { typesOf } = useCatalogue()
  const [isReplaying, { open, close }] = useDisclosure()
  const query = { webhookId: webhook.id, ...filterOf(search) }
  const deliveries = usePages('listDeliveries', { query }, { keepsPrevious: true, refetchMs: 3000 })
  const change = (changes: { readonly [Name in keyof WebhookSearch]: string | undefined }) =>
    navigate({
      search: before => ({ ...before, ...changes }) as WebhookSearch,
      replace: true,
      resetScroll: false,
    })
  const isNarrowed = Object.keys(filterOf(search)).length > 0

  const columns: readonly Column<Delivery>[] = [
    {
      title: 'Event',
      render: ({ id, eventType }) => (
        <RowButton onClick={() => change({ delivery: id })}>{eventType}</RowButton>
      ),
    },
    { title: 'State', render: delivery => <State of={delivery} /> },
    { title: 'Last answer', render: ({ attempts }) => lastOf(attempts), from: 'sm' },
    { title: 'Took', render: ({ attempts }) => tookOf(attempts), align: 'right', from: 'md' },
    { title: 'Attempts', render: ({ attempts }) => attempts.length, align: 'right', from: 'md' },
    { title: 'Next', render: delivery => <Time at={nextOf(delivery)} />, from: 'lg' },
    { title: 'Made', render: ({ createdAt }) => <Time at={createdAt} isPast /> },
  ]

  return (
    <>
      <Section
        flush
        title="Deliveries"
        about="The newest first, as they go. Ended ones are kept for thirty days, unless your settings say otherwise."
        actions={
          may('webhooks:write') && (
            <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={open}>
              Send again
            </Button>
          )
        }
      >
        <FilterBar>
          <NativeSelect
            aria-label="State"
            value={search.state ?? ''}
            onChange={event => change({ state: event.currentTarget.value })}
            data={[
              { value: '', label: 'Any state' },
              { value: 'waiting', label: 'Waiting' },
              { value: 'delivered', label: 'Delivered' },
              { value: 'failed', label: 'Given up' },
            ]}
          />
          <NativeSelect
            aria-label="Event"
            value={search.event ?? ''}
            onChange={event => change({ event: event.currentTarget.value })}
            data={[
              { value: '', label: 'Any event' },
              'webhook.test',
              ...typesOf(webhook.dialect).map(({ name }) => name),
            ]}
            maw={240}
          />
          <TextInput
            label="From"
            type="date"
            value={search.from ?? ''}
            onChange={event => change({ from: event.currentTarget.value })}
          />
          <TextInput
            label="To"
            type="date"
            value={search.to ?? ''}
            onChange={event => change({ to: event.currentTarget.value })}
          />
        </FilterBar>
        <DataTable
          label="Deliveries"
          columns={columns}
          rows={deliveries.items}
          keyOf={({ id }) => id}
          isPending={deliveries.isPending}
          error={deliveries.error}
          onRetry={() => deliveries.refetch()}
          more={deliveries}
          empty={
            isNarrowed ? (
              <EmptyState icon={IconSend} title="Nothing of that kind" />
            ) : (
              <EmptyState icon={IconSend} title="Nothing was sent yet">
                It is told what happens from when it was made. Send an example to see whether your receiver
                takes it.
              </EmptyState>
            )
          }
        />
      </Section>
      <DeliveryDetails deliveryId={search.delivery} onClose={() => change({ delivery: undefined })} />
      <Replay webhook={webhook} search={search} isOpen={isReplaying} onClose={close} />
    </>
  )
}

function State({ of }: { readonly of: Delivery }) {
  const { word, tone } = deliveryStateOf(of)
  return <StateBadge tone={tone}>{word}</StateBadge>
}

function lastOf(attempts: Delivery['attempts']) {
  const last = attempts.at(-1)
  return <span style={{ overflowWrap: 'anywhere' }}>{last ? outcomeOf(last) : '–'}</span>
}

function tookOf(attempts: Delivery['attempts']): string {
  const last = attempts.at(-1)
  return last ? duration(last.ms) : '–'
}

const nextOf = ({ state, dueAt }: Delivery) => (state === 'waiting' ? dueAt : null)
