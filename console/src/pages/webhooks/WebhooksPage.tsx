import { Stack, Text } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useAnswer, usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ButtonLink } from '../../kit/links.tsx'
import { count, share } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { type Health, nameOf, outcomeOf, stateOf, type Webhook } from './webhook-state.ts'

/** Where the company is told of what happens, and whether it arrives. */
export function WebhooksPage() {
  const may = useMay()
  const webhooks = usePages('listWebhooks', { query: {} }, { refetchMs: 10_000 })
  const health = useAnswer('listWebhookHealth', {}, { refetchMs: 5000 })
  const healthOf = new Map(health.data?.items.map(item => [item.webhookId, item]))
  const make = may('webhooks:write') && (
    <ButtonLink to="/webhooks/new" leftSection={<IconPlus size={16} aria-hidden />}>
      New webhook
    </ButtonLink>
  )
  const columns: readonly Column<Webhook>[] = [
    { title: 'Webhook', render: webhook => <Name webhook={webhook} />, width: '30%' },
    { title: 'Hears', render: ({ eventTypes }) => heard(eventTypes), from: 'md' },
    { title: 'Delivered', render: ({ id }) => shareOf(healthOf.get(id)), align: 'right', from: 'sm' },
    { title: 'Waiting', render: ({ id }) => waitingOf(healthOf.get(id)), align: 'right', from: 'md' },
    { title: 'Last failure', render: ({ id }) => <Failure of={healthOf.get(id)} />, from: 'lg' },
    { title: 'State', render: webhook => <State webhook={webhook} /> },
  ]
  return (
    <>
      <PageHeader
        title="Webhooks"
        about="Addresses of yours to which Parley posts what happens, signed, and again until it is taken."
        actions={make}
      />
      <Section flush>
        <DataTable
          label="Webhooks"
          columns={columns}
          rows={webhooks.items}
          keyOf={({ id }) => id}
          href={({ id }) => `/webhooks/${id}`}
          isPending={webhooks.isPending}
          error={webhooks.error}
          onRetry={() => webhooks.refetch()}
          more={webhooks}
          empty={
            <EmptyState icon={IconWebhook} title="Nobody is told yet" action={make}>
              Give an address, choose what it is to hear, and each fact is posted there within a second: a new
              contact, an interaction, a message that bounced.
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}

function Name({ webhook }: { readonly webhook: Webhook }) {
  const { description, url } = webhook
  return (
    <Stack gap={0}>
      <bdi style={{ overflowWrap: 'anywhere' }}>{nameOf(webhook)}</bdi>
      {description && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
      )}
    </Stack>
  )
}

function State({ webhook }: { readonly webhook: Webhook }) {
  const { word, tone } = stateOf(webhook)
  return <StateBadge tone={tone}>{word}</StateBadge>
}

function Failure({ of }: { readonly of: Health | undefined }) {
  if (!of?.lastFailure) return <Time at={null} />
  return (
    <Stack gap={0}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {outcomeOf(of.lastFailure)}
      </Text>
      <Text size="xs" c="dimmed">
        <Time at={of.lastFailure.at} isPast />
      </Text>
    </Stack>
  )
}

const shareOf = (health: Health | undefined) =>
  health ? share(health.delivered, health.delivered + health.troubled) : '–'

const waitingOf = (health: Health | undefined) => (health ? count(health.waiting) : '–')

function heard(eventTypes: readonly string[]): string {
  if (eventTypes.length === 0) return 'the usual'
  const rest = eventTypes.length - 2
  return `${eventTypes.slice(0, 2).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
