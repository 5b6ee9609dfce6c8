import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

interface Props {
  readonly isDirty: boolean
  /** Whether another tab of the same page is another place, as it does not keep what was entered. */
  readonly isOfTab?: boolean
}

interface Place {
  readonly pathname: string
  readonly search: object
}

/** Asks before somebody leaves the page, or its editing, while something on it is not saved. */
export function LeaveGuard({ isDirty, isOfTab = false }: Props) {
  const { proceed, reset, status } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && isElsewhere(current, next, isOfTab),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Leave without saving?">
      <Stack>
        <Text size="sm">What you entered here is not saved, and would be lost.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            Leave
          </Button>
          <Button onClick={() => reset?.()} data-autofocus>
            Stay
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function isElsewhere(current: Place, next: Place, isOfTab: boolean): boolean {
  if (current.pathname !== next.pathname) return true
  if ('edit' in current.search && !('edit' in next.search)) return true
  return isOfTab && tabOf(current) !== tabOf(next)
}

const tabOf = ({ search }: Place) => ('tab' in search ? search.tab : undefined)
