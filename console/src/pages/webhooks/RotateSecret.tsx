import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import type { Webhook } from './webhook-state.ts'

const graces = [
  { value: '0', label: 'ends at once' },
  { value: '3600', label: 'signs for another hour' },
  { value: '86400', label: 'signs for another day' },
  { value: '604800', label: 'signs for another week' },
]

/** Gives a new secret. For a while both sign, so that the receiver can change over without losing anything. */
export function RotateSecret({ webhook }: { readonly webhook: Webhook }) {
  const [grace, setGrace] = useState('86400')
  const rotate = useDeed('rotateWebhookSecret', { changes: ['getWebhook'] })
  const until = webhook.previousSecretUntil
  const areTwo = until !== null && new Date(until).getTime() > Date.now()
  return (
    <Section title="Secret" about="Signs all that is sent. It is shown when it is made, and never again.">
      <Stack mt="sm">
        {areTwo && (
          <Text size="sm">
            Two secrets are valid: the one before signs as well, until <Time at={until} form="short" />. Each
            message carries both signatures.
          </Text>
        )}
        {rotate.data && <SecretOnce secret={rotate.data.secret} />}
        <Group align="flex-end">
          <NativeSelect
            label="The secret there is now"
            value={grace}
            onChange={event => setGrace(event.currentTarget.value)}
            data={graces}
          />
          <Button
            variant="default"
            loading={rotate.isPending}
            onClick={() =>
              rotate.mutate({ params: { webhookId: webhook.id }, body: { graceSeconds: Number(grace) } })
            }
          >
            Make a new secret
          </Button>
        </Group>
      </Stack>
    </Section>
  )
}
