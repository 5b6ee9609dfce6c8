import { Alert, Button, Group, Stack } from '@mantine/core'
import { useAnswer } from '../../../api/queries.ts'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { Facts } from '../../../kit/Facts.tsx'
import { ButtonLink } from '../../../kit/links.tsx'
import { PageLoading } from '../../../kit/PageLoading.tsx'
import { Section } from '../../../kit/Section.tsx'
import { Time } from '../../../kit/Time.tsx'
import { type Automation, RunState, reasonWords } from '../automation-state.tsx'
import { type Definition, readLayout } from '../model/definition.ts'
import { ContactName } from './ContactName.tsx'
import { PathList, PathView } from './PathView.tsx'
import { pathOf } from './path.ts'

interface Props {
  readonly automation: Automation
  readonly runId: string
  readonly onClose: () => void
}

const lookAgainMs = 4000

/** One run: the way it took, on the picture of its version, and all that it did. */
export function RunView({ automation, runId, onClose }: Props) {
  const { data: run, error } = useAnswer('getRun', { params: { runId } }, { refetchMs: lookAgainMs })
  const version = run?.definitionVersion ?? automation.definitionVersion
  const isNewest = version === automation.definitionVersion
  const older = useAnswer(
    'getVersion',
    { params: { automationId: automation.id, definitionVersion: version } },
    { enabled: !isNewest },
  )
  const definition = (isNewest ? automation.definition : older.data?.definition) as unknown as
    | Definition
    | undefined
  if (error) return <ErrorState error={error} />
  if (!run || !definition) return <PageLoading />
  const standing =
    run.state === 'waiting' && run.step !== null
      ? { step: run.step, words: reasonWords(run), at: run.enteredAt }
      : undefined
  return (
    <Section
      title="One contact's way"
      actions={
        <Group gap="xs">
          <ButtonLink size="xs" variant="subtle" to="." search={{ tab: 'runs', contact: run.contactId }}>
            Why?
          </ButtonLink>
          <Button size="xs" variant="default" onClick={onClose}>
            Close
          </Button>
        </Group>
      }
    >
      <Stack mt="sm">
        {run.lastError && (
          <Alert color="red" title="The step could not be done">
            {run.lastError} It is tried again <Time at={run.dueAt} />.
          </Alert>
        )}
        <Facts
          of={[
            ['Contact', <ContactName key="contact" contactId={run.contactId} isLink />],
            ['State', <RunState key="state" run={run} />],
            ['Why', reasonWords(run)],
            ['Entered', <Time key="entered" at={run.startedAt} />],
            ['Goes on', run.dueAt && <Time at={run.dueAt} />],
            ['Ended', run.endedAt && <Time at={run.endedAt} />],
            ['Version', isNewest ? undefined : run.definitionVersion],
          ]}
        />
        <PathView
          label="The way of the contact"
          definition={definition}
          layout={readLayout(automation.layout)}
          path={pathOf(definition, run.history, standing)}
        />
        <PathList definition={definition} steps={run.history} />
      </Stack>
    </Section>
  )
}
