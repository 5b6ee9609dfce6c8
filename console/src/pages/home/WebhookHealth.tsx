import { Group, Stack, Text } from '@mantine/core'
import type { Answer } from '../../api/ask.ts'
import { TextLink } from '../../kit/links.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'

interface Props {
  readonly webhooks: Answer<'getOverview'>['webhooks']
}

const states: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = {
  enabled: { word: 'on', tone: 'good' },
  failing: { word: 'failing', tone: 'warning' },
  disabled: { word: 'switched off', tone: 'bad' },
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
              <StateBadge tone={states[state]?.tone ?? 'neutral'}>{states[state]?.word ?? state}</StateBadge>
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
