import { Group, Stack, Text } from '@mantine/core'
import type { Answer } from '../../api/ask.ts'
import { count } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'

interface Props {
  readonly segments: Answer<'getOverview'>['segments']
}

/** Which segments grew and shrank. */
export function Movements({ segments }: Props) {
  return (
    <Section title="Segments" about="Who entered and left in a day.">
      <Stack gap="xs">
        {segments.map(({ segmentId, name, entered, left }) => (
          <Group key={segmentId} justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              +{count(entered)}, −{count(left)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
