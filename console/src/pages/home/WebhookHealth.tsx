import { Group, Stack, Text } from '@mantine/core'
import type { Answer } from '../../api/ask.ts'
import { TextLink } from '../../kit/links.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { webhookStates } from '../../kit/webhook-states.ts'

interface Props {
  readonly webhooks: Answer<'getOverview'>['webhooks']
}

/** Whether what is told reaches those who listen. */
export function WebhookHealth({ webhooks }: Props) {
  return (
    <Section title="Webhooks">
      <Stack gap="sm">
        {webhooks.map(({ id, url, description, state, waiting, failed }) => (
          <div key={id}>
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Text size="sm" fw={550} truncate>
                <TextLink to="/webhooks/$webhookId" params={{ webhookId: id }}>
                  {description || url}
                </TextLink>
              </Text>
              <StateBadge tone={webhookStates[state].tone}>{webhookStates[state].word}</StateBadge>
            </Group>
            <Text size="xs" c="dimmed">
              {plural(waiting, 'delivery', 'deliveries')} waiting, {failed} given up in a day
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  )
}
