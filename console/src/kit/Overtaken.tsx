import { Alert, Button, Group, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { tellProblem } from '../api/queries.ts'
import { Section } from './Section.tsx'

interface Props<T> {
  /** What was changed: `segment`. */
  readonly what: string
  /** Gives what is there now. */
  readonly read: () => T | Promise<T>
  /** Shows what is there now beside what was entered. */
  readonly compare: (theirs: T) => ReactNode
  readonly onTheirs: (theirs: T) => void
  readonly onMine: (theirs: T) => void
}

/** Who comes second is told that somebody changed it meanwhile, sees both, and decides. Nothing is lost. */
export function Overtaken<T>({ what, read, compare, onTheirs, onMine }: Props<T>) {
  const [theirs, setTheirs] = useState<{ readonly now: T }>()

  async function look() {
    try {
      setTheirs({ now: await read() })
    } catch (error) {
      tellProblem(error as Error)
    }
  }

  return (
    <>
      <Alert color="gray" title={`Somebody changed this ${what} meanwhile`}>
        <Stack align="flex-start" gap="xs">
          What you entered is still here.
          {!theirs && (
            <Button size="xs" variant="default" onClick={look}>
              Compare
            </Button>
          )}
        </Stack>
      </Alert>
      {theirs && (
        <Section title="What is there, and what you entered">
          <Stack mt="sm">
            {compare(theirs.now)}
            <Group>
              <Button size="xs" variant="default" onClick={() => onTheirs(theirs.now)}>
                Go on with theirs
              </Button>
              <Button size="xs" onClick={() => onMine(theirs.now)}>
                Go on with mine
              </Button>
            </Group>
          </Stack>
        </Section>
      )}
    </>
  )
}
