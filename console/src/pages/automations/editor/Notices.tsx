import { Alert, Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { Section } from '../../../kit/Section.tsx'
import { draftOf } from '../model/saved.ts'
import { Comparison } from '../versions/Comparison.tsx'
import type { Saving } from './use-saving.ts'

/** Above the picture: that somebody else changed it, that something came back, what was refused. */
export function Notices({ saving }: { readonly saving: Saving }) {
  const { theirs, isRestored, error, editing, discard, goOnWithMine } = saving
  const [isComparing, setComparing] = useState(false)
  return (
    <>
      {error && <ErrorState error={error} />}
      {isRestored && !theirs && (
        <Alert color="gray" title="This is what you had not saved">
          <Button size="xs" variant="default" onClick={discard}>
            Discard it
          </Button>
        </Alert>
      )}
      {theirs && (
        <Alert color="gray" title="Somebody changed this automation meanwhile">
          <Stack align="flex-start" gap="xs">
            What you entered is still here. It is not saved before you have decided.
            {!isComparing && (
              <Button size="xs" variant="default" onClick={() => setComparing(true)}>
                Compare
              </Button>
            )}
          </Stack>
        </Alert>
      )}
      {theirs && isComparing && (
        <Section title="What is there, and what you entered">
          <Stack mt="sm">
            <Comparison before={draftOf(theirs)} after={editing.draft} names={['There now', 'Yours']} />
            <Group>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setComparing(false)
                  discard()
                }}
              >
                Go on with theirs
              </Button>
              <Button
                size="xs"
                onClick={() => {
                  setComparing(false)
                  goOnWithMine()
                }}
              >
                Go on with mine
              </Button>
            </Group>
          </Stack>
        </Section>
      )}
    </>
  )
}
