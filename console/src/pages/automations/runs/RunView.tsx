import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useAnswer } from '../../../api/queries.ts'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { Facts } from '../../../kit/Facts.tsx'
import { ButtonLink } from '../../../kit/links.tsx'
import { PageLoading } from '../../../kit/PageLoading.tsx'
import { Section } from '../../../kit/Section.tsx'
import { Time } from '../../../kit/Time.tsx'
import { type Automation, RunState, type RunWithHistory, reasonWords } from '../automation-state.tsx'
import { type Definition, readLayout } from '../model/definition.ts'
import { ContactName } from './ContactName.tsx'
import { PathList, PathView } from './PathView.tsx'
import { joined, pathOf } from './path.ts'

interface Props {
  readonly automation: Automation
  readonly runId: string
  readonly onClose: () => void
}

const lookAgainMs = 4000

/** One run: the way it took, on the picture of its version, and all that it did. */
export function RunView({ automation, runId, onClose }: Props) {
  const { data: chosen, error } = useAnswer('getRun', { params: { runId } }, { refetchMs: lookAgainMs })
  const isBranch = chosen !== undefined && chosen.branchOf !== null
  const whole = useAnswer(
    'getRun',
    { params: { runId: chosen?.branchOf ?? runId } },
    { enabled: isBranch, refetchMs: lookAgainMs },
  )
  const run = isBranch ? whole.data : chosen
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
  const failure = error ?? whole.error
  if (failure) return <ErrorState error={failure} />
  if (!run || !definition) return <PageLoading />
  const all: readonly RunWithHistory[] = [run, ...run.branches]
  return (
    <Section
      title="One contact’s way"
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
        {all.map(
          ({ id, lastError, dueAt }) =>
            lastError && (
              <Alert key={id} color="red" title="The step could not be done">
                {lastError} It is tried again <Time at={dueAt} />.
              </Alert>
            ),
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
          path={joined(all.map(each => pathOf(definition, each.history, standingOf(each))))}
        />
        <PathList definition={definition} steps={run.history} />
        {run.branches.map(each => (
          <div key={each.id}>
            <Text size="sm" fw={600} mb={4}>
              Branch {each.branch}: {reasonWords(each)}
              {each.dueAt && (
                <>
                  , until <Time at={each.dueAt} form="short" />
                </>
              )}
            </Text>
            <PathList
              label={`Branch ${each.branch}, step by step`}
              definition={definition}
              steps={each.history}
            />
          </div>
        ))}
      </Stack>
    </Section>
  )
}

/** A run whose own way is over stands nowhere. */
const standingOf = (run: RunWithHistory) =>
  run.state === 'waiting' && run.step !== null && run.reason !== 'branches'
    ? { step: run.step, words: reasonWords(run), at: run.enteredAt }
    : undefined
