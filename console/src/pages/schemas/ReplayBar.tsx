import { Alert, Button, Group, List, Progress, Stack, Text } from '@mantine/core'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { plural } from '../../kit/numbers.tsx'
import type { Replay } from './use-replay.ts'

interface Props {
  readonly replay: Replay
  readonly onStop: () => void
  readonly onClose: () => void
}

/** How far a replay is, and what became of them, or would. */
export function ReplayBar({ replay, onStop, onClose }: Props) {
  const { isDry, isRunning, total, stored, stillRejected, contactMissing, reasons, error } = replay
  const done = stored + stillRejected + contactMissing
  if (error) return <ErrorState error={error} />
  return (
    <Alert
      role="status"
      color={stillRejected + contactMissing > 0 ? 'gray' : 'parley'}
      title={titleOf(replay)}
      withCloseButton={!isRunning}
      closeButtonLabel="Close"
      onClose={onClose}
    >
      <Stack gap="xs">
        {isRunning && (
          <Group wrap="nowrap">
            <Progress.Root size="lg" style={{ flex: 1 }}>
              <Progress.Section value={(100 * done) / Math.max(total, done, 1)} aria-label="Replayed" />
            </Progress.Root>
            <Button size="compact-xs" variant="default" onClick={onStop}>
              Stop
            </Button>
          </Group>
        )}
        <Text size="sm">
          {stored} {isDry ? 'would be stored' : 'stored'}, {stillRejected}{' '}
          {isDry ? 'would still be rejected' : 'still rejected'}
          {contactMissing > 0 && `, ${contactMissing} of contacts that are gone`}.
        </Text>
        {reasons.length > 0 && (
          <List size="sm">
            {reasons.slice(0, 5).map(([reason, count]) => (
              <List.Item key={reason}>
                {reason} ({count})
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Alert>
  )
}

function titleOf({ isDry, isRunning, total, stored, stillRejected, contactMissing }: Replay): string {
  const done = stored + stillRejected + contactMissing
  if (isRunning) return `${isDry ? 'Trying' : 'Replaying'} ${done} of ${Math.max(total, done)}`
  return `${plural(done, 'interaction')} ${isDry ? 'tried, nothing was stored' : 'replayed'}`
}
