import { Button, Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { duration } from '../../kit/times.ts'
import { useMay } from '../../session/session.tsx'
import { type Attempt, deliveryStateOf, isSuccess, outcomeOf } from './webhook-state.ts'

interface Props {
  readonly deliveryId: string | undefined
  readonly onClose: () => void
}

/** One delivery: what is posted, each attempt, and another one at once. */
export function DeliveryDetails({ deliveryId, onClose }: Props) {
  return (
    <Drawer
      opened={deliveryId !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title="Delivery"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {deliveryId !== undefined && <Details deliveryId={deliveryId} />}
    </Drawer>
  )
}

function Details({ deliveryId }: { readonly deliveryId: string }) {
  const params = { deliveryId }
  const may = useMay()
  const { data, error, refetch } = useAnswer('getDelivery', { params }, { refetchMs: 1500 })
  const retry = useDeed('retryDelivery', {
    changes: ['getDelivery', 'listDeliveries'],
    done: 'It is sent again',
  })
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <PageLoading />
  const { word, tone } = deliveryStateOf(data)
  const json = readJson(data.body)
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={2} size="h3">
            {data.eventType}
          </Title>
          <StateBadge tone={tone}>{word}</StateBadge>
        </Group>
        {may('webhooks:write') && data.request && (
          <Button
            size="xs"
            variant="default"
            loading={retry.isPending}
            onClick={() => retry.mutate({ params })}
          >
            {data.state === 'waiting' ? 'Try now' : 'Send again'}
          </Button>
        )}
      </Group>
      <Facts
        of={[
          ['Message id', data.messageId],
          ['Made', <Time key="made" at={data.createdAt} isPast />],
          ['Next attempt', data.state === 'waiting' ? <Time key="due" at={data.dueAt} /> : null],
          ['Ended', data.endedAt && <Time key="ended" at={data.endedAt} isPast />],
        ]}
      />
      <Title order={3}>Attempts</Title>
      {data.attempts.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet.
        </Text>
      )}
      {data.attempts.toReversed().map((attempt, index) => (
        <AttemptShown
          key={`${attempt.at} ${attempt.ms}`}
          attempt={attempt}
          number={data.attempts.length - index}
        />
      ))}
      {data.request && (
        <>
          <Title order={3}>Request</Title>
          <CodeBlock code={headOf(data.request)} label="the head of the request" />
        </>
      )}
      {json === undefined ? (
        <CodeBlock code={data.body} label="the body" maxHeight={360} />
      ) : (
        <JsonView value={json} label="the body" maxHeight={360} />
      )}
    </Stack>
  )
}

function AttemptShown({ attempt, number }: { readonly attempt: Attempt; readonly number: number }) {
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Text size="sm" fw={550}>
          {number}.
        </Text>
        <StateBadge tone={isSuccess(attempt) ? 'good' : 'bad'}>{outcomeOf(attempt)}</StateBadge>
        <Text size="sm" c="dimmed">
          <Time at={attempt.at} isPast />, took {duration(attempt.ms)}
        </Text>
      </Group>
      {attempt.answer !== '' && (
        <CodeBlock code={attempt.answer} label={`the answer to attempt ${number}`} maxHeight={160} />
      )}
    </Stack>
  )
}

interface Head {
  readonly url: string
  readonly headers: Readonly<Record<string, string | null>>
}

/** As it goes over the wire; what is secret, or another for each attempt, is three dots. */
const headOf = ({ url, headers }: Head): string =>
  [`POST ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value ?? '…'}`)].join('\n')

/** Undefined for what is no JSON, such as XML. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
