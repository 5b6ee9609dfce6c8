import { Group, Text } from '@mantine/core'
import { useAnswer } from '../../api/queries.ts'
import { count } from '../../kit/numbers.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'

interface Props {
  readonly automationId: string
  readonly isStarted: boolean
  readonly version: number
  readonly note?: string | undefined
}

/** How it goes, in one line above the picture. */
export function FiguresLine({ automationId, isStarted, version, note }: Props) {
  const { data } = useAnswer('getFigures', { params: { automationId } }, { enabled: isStarted })
  const ended = Object.values(data?.ended ?? {}).reduce((sum, each) => sum + each, 0)
  const goals = data?.ended.goal ?? 0
  return (
    <Group gap="md" mb="sm" mih={24}>
      <Text size="sm" c="dimmed">
        Version {version}
      </Text>
      {data && (
        <Text size="sm" aria-live="polite">
          {[
            `${count(data.waiting)} on their way`,
            `${count(ended)} ended`,
            goals > 0 && `${count(goals)} reached the goal`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      )}
      {data && data.failing > 0 && <StateBadge tone="bad">{`${count(data.failing)} failing`}</StateBadge>}
      {!isStarted && (
        <Text size="sm" c="dimmed">
          Not started yet: nothing happens
        </Text>
      )}
      {note && <StateBadge tone="warning">{note}</StateBadge>}
    </Group>
  )
}
