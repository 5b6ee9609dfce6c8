import { Button, Group, Modal, Stack, Switch, Text, Tooltip } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Fault } from '../../../api/problem.ts'
import { useDeed } from '../../../api/queries.ts'
import { ConfirmButton } from '../../../kit/ConfirmButton.tsx'
import { plural } from '../../../kit/numbers.tsx'
import type { Automation } from '../automation-state.tsx'
import type { Saving } from './use-saving.ts'

interface Props {
  readonly automation: Automation
  readonly saving: Saving
  readonly faults: readonly Fault[]
}

const changes = [
  'getAutomation',
  'listAutomations',
  'listAutomationFigures',
  'getFigures',
  'listRuns',
] as const

/** What can be done with an automation in its state. */
export function Deeds({ automation, saving, faults }: Props) {
  const { id, name, state, version } = automation
  const { isDirty, changesDefinition, theirs, isBusy, save } = saving
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const input = { params: { automationId: id }, headers: { 'if-match': `"${version}"` } }
  const start = useDeed('startAutomation', { changes, done: `${name} runs` })
  const pause = useDeed('pauseAutomation', { changes, done: `${name} stands still` })
  const resume = useDeed('resumeAutomation', { changes, done: `${name} runs again` })
  const stop = useDeed('stopAutomation', { changes, done: `${name} is stopped` })
  const remove = useDeed('deleteAutomation', {
    changes: ['listAutomations', 'listAutomationFigures'],
    done: `${name} is deleted`,
    leave: () => navigate({ to: '/automations' }),
  })
  const isLive = state === 'running' || state === 'paused'
  const why = isDirty
    ? 'Save it first'
    : faults.length > 0
      ? `${plural(faults.length, 'thing')} to mend`
      : undefined

  function ask() {
    if (isLive && changesDefinition) setAsking(true)
    else save(false)
  }

  return (
    <>
      {isDirty && (
        <>
          <Button variant="subtle" onClick={saving.discard}>
            Discard
          </Button>
          <Button onClick={ask} loading={isBusy} disabled={theirs !== undefined}>
            Save
          </Button>
        </>
      )}
      {!isLive && (
        <>
          <ConfirmButton
            question="Delete the automation?"
            consequence="It goes with its versions and all that is known of its runs. Messages that it sent stay. This cannot be undone."
            deed="Delete automation"
            onConfirm={() => remove.mutateAsync(input)}
          >
            Delete
          </ConfirmButton>
          <Tooltip label={why} disabled={why === undefined}>
            <Button
              variant={isDirty ? 'default' : 'filled'}
              onClick={() => why === undefined && start.mutate(input)}
              loading={start.isPending}
              {...(why !== undefined && { 'data-disabled': true, 'aria-disabled': true })}
            >
              Start
            </Button>
          </Tooltip>
        </>
      )}
      {isLive && (
        <>
          <ConfirmButton
            question="Stop the automation?"
            consequence="Nobody enters any longer, and all runs that are on their way end where they are. It can be started again; they do not come back. To let them wait, pause it."
            deed="Stop automation"
            onConfirm={() => stop.mutateAsync(input)}
          >
            Stop
          </ConfirmButton>
          {state === 'running' ? (
            <Button variant="default" onClick={() => pause.mutate(input)} loading={pause.isPending}>
              Pause
            </Button>
          ) : (
            <Button
              variant={isDirty ? 'default' : 'filled'}
              onClick={() => resume.mutate(input)}
              loading={resume.isPending}
            >
              Resume
            </Button>
          )}
        </>
      )}
      <MoveRuns
        isOpen={isAsking}
        version={automation.definitionVersion + 1}
        onClose={() => setAsking(false)}
        onSave={movesRuns => {
          setAsking(false)
          save(movesRuns)
        }}
      />
    </>
  )
}

interface MoveRunsProps {
  readonly isOpen: boolean
  readonly version: number
  readonly onClose: () => void
  readonly onSave: (movesRuns: boolean) => void
}

/** Who enters from now on takes the new version; who is on the way may be taken along. */
function MoveRuns({ isOpen, version, onClose, onSave }: MoveRunsProps) {
  const [movesRuns, setMovesRuns] = useState(false)
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Save as version ${version}?`}>
      <Stack>
        <Text size="sm">It runs: contacts that enter from now on take the new version.</Text>
        <Switch
          label="Those who are on their way go on with it, too"
          description="As far as they stand at a step that is still there. Without it they stay on their version."
          checked={movesRuns}
          onChange={event => setMovesRuns(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => onSave(movesRuns)}>Save version {version}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
