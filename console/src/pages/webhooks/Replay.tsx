import {
  Button,
  Group,
  Modal,
  NativeSelect,
  Progress,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { count, plural } from '../../kit/numbers.tsx'
import { filterOf, type State, type WebhookSearch } from './webhook-search.ts'
import type { Webhook } from './webhook-state.ts'

interface Props {
  readonly webhook: Webhook
  /** What the list is narrowed to, as the beginning. */
  readonly search: WebhookSearch
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Sends deliveries of a stretch of time or a state once more, and tells how far that is. */
export function Replay({ webhook, search, isOpen, onClose }: Props) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Send deliveries again" size="lg">
      {isOpen && <Form webhook={webhook} search={search} onClose={onClose} />}
    </Modal>
  )
}

function Form({ webhook, search, onClose }: Omit<Props, 'isOpen'>) {
  const [state, setState] = useState(search.state ?? 'failed')
  const [from, setFrom] = useState(search.from ?? '')
  const [to, setTo] = useState(search.to ?? '')
  const span = filterOf({ ...(from && { from }), ...(to && { to }) })
  const event = search.event && { eventType: search.event }
  const selection = { webhookId: webhook.id, ...span, ...event, ...(state && { state: state as State }) }
  const counts = useAnswer('countDeliveries', { query: selection }, { keepsPrevious: true })
  const replay = useDeed('replayDeliveries', {
    changes: ['listDeliveries', 'listWebhookHealth'],
    showsProblem: true,
  })
  const many = counts.data && counts.data.waiting + counts.data.delivered + counts.data.failed
  if (replay.data)
    return (
      <Underway
        total={replay.data.replayed}
        filter={{ webhookId: webhook.id, ...span, ...event }}
        isResting={webhook.disabledAt !== null}
        onClose={onClose}
      />
    )
  return (
    <Stack>
      <Text size="sm">
        Each goes out at once under the id that it had, so that your receiver can tell what it has already.
        {search.event && ` Only ${search.event}, as the list is narrowed to.`}
      </Text>
      <NativeSelect
        label="Which"
        value={state}
        onChange={event => setState(event.currentTarget.value as State)}
        data={[
          { value: 'failed', label: 'Those that were given up' },
          { value: 'delivered', label: 'Those that were delivered' },
          { value: 'waiting', label: 'Those that wait for their next attempt' },
          { value: '', label: 'All' },
        ]}
      />
      <SimpleGrid cols={2}>
        <TextInput
          label="Made from"
          type="date"
          value={from}
          onChange={event => setFrom(event.currentTarget.value)}
        />
        <TextInput label="To" type="date" value={to} onChange={event => setTo(event.currentTarget.value)} />
      </SimpleGrid>
      {replay.error && <ErrorState error={replay.error} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" aria-live="polite">
          {many === undefined
            ? ''
            : `${plural(many, 'delivery', 'deliveries')}${many >= 10_000 ? ' or more' : ''}`}
        </Text>
        <Group>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={many === 0}
            loading={replay.isPending}
            onClick={() => replay.mutate({ body: selection })}
          >
            Send them again
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}

interface UnderwayProps {
  readonly total: number
  readonly filter: { readonly webhookId: string; readonly from?: string; readonly until?: string }
  readonly isResting: boolean
  readonly onClose: () => void
}

/** How many of them still wait. */
function Underway({ total, filter, isResting, onClose }: UnderwayProps) {
  const waiting = useAnswer(
    'countDeliveries',
    { query: { ...filter, state: 'waiting' } },
    { refetchMs: 1000 },
  )
  const left = Math.min(total, waiting.data?.waiting ?? total)
  const done = total - left
  return (
    <Stack>
      <Progress
        value={total === 0 ? 100 : (done / total) * 100}
        aria-label="How far it is"
        animated={left > 0 && !isResting}
      />
      <Text size="sm" role="status">
        {count(done)} of {plural(total, 'delivery', 'deliveries')} went out
        {left > 0 && !isResting && '; it goes on when you close this'}.
        {isResting && ' The webhook is switched off: they rest until it is switched on.'}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  )
}
