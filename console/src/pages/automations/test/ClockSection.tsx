import { Button, Group, Stack, Text } from '@mantine/core'
import { useAnswer, useDeed } from '../../../api/queries.ts'
import { TextLink } from '../../../kit/links.tsx'
import { Section } from '../../../kit/Section.tsx'
import { exactly } from '../../../kit/times.ts'
import { useMay, useMe } from '../../../session/session.tsx'

const moves = [
  ['15m', '15 minutes'],
  ['1h', '1 hour'],
  ['1d', '1 day'],
  ['2d', '2 days'],
  ['7d', '1 week'],
] as const

const changes = [
  'getClock',
  'listRuns',
  'getRun',
  'getFigures',
  'getStepFigures',
  'explainContact',
  'listAutomationFigures',
] as const

/** The company's clock, moved on: what waits falls due. One in production has no such thing. */
export function ClockSection() {
  const may = useMay()
  const { production } = useMe().tenant
  const { data } = useAnswer('getClock', {}, { enabled: may('clock:read') })
  const move = useDeed('moveClock', { changes, done: ({ now }) => `It is ${exactly(new Date(now))}` })
  if (!data || production || !may('clock:write')) return null
  const isMoved = data.frozenAt !== null || Math.abs(data.offsetMs) > 60_000
  return (
    <Section title="The clock" about="Moves the time of the whole company on: what waits falls due at once.">
      <Stack mt="sm" gap="xs">
        <Text size="sm">
          It is <TextLink to="/clock">{exactly(new Date(data.now))}</TextLink>
        </Text>
        <Group gap="xs">
          {moves.map(([by, words]) => (
            <Button
              key={by}
              size="xs"
              variant="default"
              disabled={move.isPending}
              onClick={() => move.mutate({ body: { move: 'advance', by } })}
            >
              {words} on
            </Button>
          ))}
        </Group>
        {isMoved && (
          <Group>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => move.mutate({ body: { move: 'resume', toRealTime: true } })}
            >
              Back to the real time
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
