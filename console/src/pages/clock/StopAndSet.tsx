import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Section } from '../../kit/Section.tsx'

interface Props {
  readonly clock: { readonly frozenAt: string | null; readonly offsetMs: number }
}

/** Stops the clock, puts it to a moment, lets it run. */
export function StopAndSet({ clock }: Props) {
  const [at, setAt] = useState('')
  const move = useDeed('moveClock', { changes: ['getClock', 'listDue'], showsProblem: true })
  const isFrozen = clock.frozenAt !== null
  const isReal = !isFrozen && clock.offsetMs === 0
  const moment = at === '' || Number.isNaN(Date.parse(at)) ? undefined : new Date(at).toISOString()
  return (
    <Section title="Stop, set, let run" about="Back in time is allowed: nothing that was done is undone.">
      <Stack mt="sm">
        {move.error && <ErrorState error={move.error} />}
        <Group align="flex-end">
          <TextInput
            type="datetime-local"
            step={1}
            label="Moment"
            description="In your zone."
            value={at}
            onChange={event => setAt(event.currentTarget.value)}
            w={260}
          />
          <Button
            variant="default"
            disabled={!moment}
            loading={move.isPending}
            onClick={() => moment && move.mutate({ body: { move: 'set', at: moment } })}
          >
            Set the clock to it
          </Button>
        </Group>
        <Group>
          {!isFrozen && (
            <Button variant="default" onClick={() => move.mutate({ body: { move: 'freeze' } })}>
              Stop the clock
            </Button>
          )}
          {isFrozen && (
            <Button variant="default" onClick={() => move.mutate({ body: { move: 'resume' } })}>
              Let it run from here
            </Button>
          )}
          {!isReal && (
            <ConfirmButton
              question="Go back to real time?"
              consequence="The clock becomes that of the machine. What is dated later than now stays so, and waits."
              deed="Back to real time"
              onConfirm={() => move.mutateAsync({ body: { move: 'resume', toRealTime: true } })}
            >
              Back to real time
            </ConfirmButton>
          )}
        </Group>
      </Stack>
    </Section>
  )
}
