import { Progress, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { duration } from '../../kit/times.ts'

/** Something that takes its time, of which nobody knows how much is left. */
export function Underway({ children }: { readonly children: ReactNode }) {
  const [since] = useState(() => performance.now())
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setPassed(performance.now() - since), 1000)
    return () => clearInterval(timer)
  }, [since])
  return (
    <Stack gap={4}>
      <Progress value={100} animated aria-label="Under way" />
      <Text size="sm" role="status">
        {children}
      </Text>
      {passed >= 1000 && (
        <Text size="xs" c="dimmed">
          For {duration(Math.floor(passed / 1000) * 1000)}.
        </Text>
      )}
    </Stack>
  )
}
