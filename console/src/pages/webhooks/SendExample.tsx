import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { useCatalogue } from './use-catalogue.ts'
import type { Webhook } from './webhook-state.ts'

const plain = 'webhook.test'

interface Props {
  readonly webhook: Webhook
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Posts a message of something that did not happen, and shows what came of it. */
export function SendExample({ webhook, isOpen, onClose }: Props) {
  const { id: webhookId, dialect } = webhook
  const [type, setType] = useState(plain)
  const { typesOf } = useCatalogue()
  const navigate = useNavigate()
  const send = useDeed('testWebhook', {
    changes: ['listDeliveries'],
    showsProblem: true,
    onDone({ id }) {
      onClose()
      navigate({ to: '/webhooks/$webhookId', params: { webhookId }, search: { delivery: id } })
    },
  })
  const types = typesOf(dialect)
  const sample = types.find(({ name }) => name === type)?.sample
  const body = type === plain ? {} : { eventType: type }
  return (
    <Modal opened={isOpen} onClose={onClose} title="Send an example" size="lg">
      <Stack>
        <Text size="sm">
          It goes the way of every message: signed, and tried again until it is taken. Its id begins with
          msg_test_.
        </Text>
        <Select
          label="Of"
          data={[plain, ...types.map(({ name }) => name)]}
          value={type}
          onChange={next => setType(next ?? plain)}
          searchable
          allowDeselect={false}
        />
        {sample !== undefined && <JsonView value={sample} label="the example" maxHeight={280} />}
        {send.error && <ErrorState error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={send.isPending} onClick={() => send.mutate({ params: { webhookId }, body })}>
            Send it
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
