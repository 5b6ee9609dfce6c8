import { Alert, Stack, Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { Facts } from '../../kit/Facts.tsx'
import { TextLink } from '../../kit/links.tsx'
import { count, share } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useMay } from '../../session/session.tsx'
import { ChangeWebhook } from './ChangeWebhook.tsx'
import { Deliveries } from './Deliveries.tsx'
import { RotateSecret } from './RotateSecret.tsx'
import { VerifySignature } from './VerifySignature.tsx'
import { WebhookDeeds } from './WebhookDeeds.tsx'
import type { Tab } from './webhook-search.ts'
import { nameOf, outcomeOf, stateOf, type Webhook } from './webhook-state.ts'

const route = getRouteApi('/shell/webhooks/$webhookId')

/** One webhook: whether it arrives, what was sent, what it hears, with what it signs. */
export function WebhookPage() {
  const { webhookId } = route.useParams()
  const { tab = 'deliveries' } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const params = { webhookId }
  const { data: webhook, error, refetch } = useAnswer('getWebhook', { params }, { refetchMs: 10_000 })
  const health = useAnswer('listWebhookHealth', {}, { refetchMs: 5000 })
  if (!webhook)
    return (
      <UnreadPage
        title="Webhook"
        back={<TextLink to="/webhooks">Webhooks</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  if (health.isPending) return <PageLoading />
  const { word, tone } = stateOf(webhook)
  const isChangeable = may('webhooks:write')
  return (
    <>
      <PageHeader
        title={nameOf(webhook)}
        back={<TextLink to="/webhooks">Webhooks</TextLink>}
        beside={<StateBadge tone={tone}>{word}</StateBadge>}
        actions={isChangeable && <WebhookDeeds webhook={webhook} />}
      />
      <Stack gap="lg">
        {webhook.disabledAt && (
          <Alert color="red" variant="light" title="It is switched off">
            {webhook.disabledReason} What waits for it rests until it is switched on again; nothing new is
            written for it.
          </Alert>
        )}
        <Summary webhook={webhook} health={health.data?.items.find(each => each.webhookId === webhook.id)} />
        <Tabs
          value={tab}
          onChange={next => navigate({ search: next === 'deliveries' ? {} : { tab: next as Tab } })}
          keepMounted={false}
        >
          <TabBar chosen={tab}>
            <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>
            {isChangeable && <Tabs.Tab value="settings">Settings</Tabs.Tab>}
            <Tabs.Tab value="secret">Secret and signature</Tabs.Tab>
          </TabBar>
          <Tabs.Panel value="deliveries">
            <Deliveries webhook={webhook} />
          </Tabs.Panel>
          {isChangeable && (
            <Tabs.Panel value="settings">
              <ChangeWebhook key={webhook.id} webhook={webhook} />
            </Tabs.Panel>
          )}
          <Tabs.Panel value="secret">
            <Stack gap="lg">
              {isChangeable && <RotateSecret webhook={webhook} />}
              <VerifySignature dialect={webhook.dialect} />
            </Stack>
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  )
}

interface SummaryProps {
  readonly webhook: Webhook
  readonly health: Answer<'listWebhookHealth'>['items'][number] | undefined
}

function Summary({ webhook, health }: SummaryProps) {
  const { delivered = 0, troubled = 0, waiting = 0, failed = 0, lastDeliveredAt, lastFailure } = health ?? {}
  return (
    <Section>
      <Facts
        of={[
          ['Address', <bdi key="url">{webhook.url}</bdi>],
          [
            'Hears',
            webhook.eventTypes.join(', ') ||
              (webhook.dialect === 'parley' ? 'everything' : 'the usual of its API'),
          ],
          ['Schemas', webhook.schemaIds.join(', ')],
          ['Contact types', webhook.contactTypes.join(', ')],
          [
            'Delivered',
            health &&
              (delivered + troubled === 0
                ? 'nothing lately'
                : `${share(delivered, delivered + troubled)} of the latest`),
          ],
          ['Waiting', health && count(waiting)],
          ['Given up', health && `${count(failed)} within a day`],
          ['Last taken', lastDeliveredAt && <Time key="taken" at={lastDeliveredAt} isPast />],
          [
            'Last failure',
            lastFailure && (
              <span key="failure">
                {outcomeOf(lastFailure)}, <Time at={lastFailure.at} isPast />
              </span>
            ),
          ],
          ['Id', webhook.id],
        ]}
      />
    </Section>
  )
}
