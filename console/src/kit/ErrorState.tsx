import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Problem } from '../api/problem.ts'

interface Props {
  readonly error: Error
  /** Without it there is no button. */
  readonly onRetry?: () => void
}

/** What went wrong, and what can be done: the server's own words, each fault that they leave out, and another try. */
export function ErrorState({ error, onRetry }: Props) {
  const problem = error instanceof Problem ? error : undefined
  const faults = problem?.faults.filter(({ detail }) => !error.message.includes(detail)) ?? []
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={problem?.title ?? 'Something went wrong here'}
      variant="light"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{error.message}</Text>
        {faults.length > 0 && (
          <List size="sm">
            {faults.map(({ pointer, field, detail }) => (
              <List.Item key={`${pointer ?? field} ${detail}`}>
                <b>{field ?? pointer}</b>: {detail}
              </List.Item>
            ))}
          </List>
        )}
        <Text size="sm">{adviceFor(problem)}</Text>
        <Group gap="sm">
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {problem && problem.status > 0 && (
            <Anchor size="sm" href={`/parley/v1/problems/${problem.code}`} target="_blank">
              About this problem
            </Anchor>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}

function adviceFor(problem: Problem | undefined): string {
  if (!problem) return 'Reload the page. If it comes back, tell whoever runs this server what you did.'
  const { status, code, data, retryAfterSeconds } = problem
  if (status === 0) return 'As soon as the connection is back, try again.'
  if (code === 'scope-missing')
    return 'Your role does not allow it. An owner or an admin can give you another one.'
  if (status === 404 || status === 410) return 'It may have been deleted, or the link is not right.'
  if (status === 412) return 'Somebody changed it meanwhile. Reload it, and decide again.'
  if (status === 429) return `Wait ${retryAfterSeconds ?? 1} s and try again.`
  if (status === 503) return 'This passes by itself. Nothing was written; try again in a moment.'
  if (status >= 500)
    return `Tell whoever runs this server, with this number: ${data.requestId ?? 'see its log'}.`
  return 'Mend what is named, and try again.'
}
