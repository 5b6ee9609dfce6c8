import { Button, Grid, Group, Select, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer, Input } from '../../../api/ask.ts'
import { useDeed } from '../../../api/queries.ts'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { PageLoading } from '../../../kit/PageLoading.tsx'
import { Section } from '../../../kit/Section.tsx'
import { Time } from '../../../kit/Time.tsx'
import { useMay } from '../../../session/session.tsx'
import type { Automation } from '../automation-state.tsx'
import { ContactPick } from '../ContactPick.tsx'
import { titleOf } from '../fields/step-options.ts'
import type { Draft } from '../model/definition.ts'
import { PathList, PathView } from '../runs/PathView.tsx'
import { joined, pathOf } from '../runs/path.ts'
import type { WayKind } from '../step-kind.ts'
import { waysOfKind } from '../step-kinds.ts'
import { useWorld } from '../use-world.ts'
import { ClockSection } from './ClockSection.tsx'
import { EntryValues, isReadable, readValues } from './EntryValues.tsx'

const route = getRouteApi('/shell/automations/$automationId')

interface Props {
  readonly automation: Automation
  /** As it is edited now: it need not be saved. */
  readonly draft: Draft
  readonly isDirty: boolean
}

type Walk = Answer<'dryRunAutomation'>
type Assume = NonNullable<Input<'dryRunAutomation'>['body']['assume']>

/** Which way a contact would take, without anything being done; and the same in earnest, by the clock. */
export function TestTab({ automation, draft, isDirty }: Props) {
  const { contact } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay()('automations:write')
  const { definition, layout } = draft
  const world = useWorld(definition)
  const [values, setValues] = useState('{}')
  const [assume, setAssume] = useState<Assume>({})
  const [walk, setWalk] = useState<Walk>()
  const tryIt = useDeed('dryRunAutomation', { showsProblem: true, onDone: setWalk })
  const enter = useDeed('startRuns', {
    changes: ['listRuns', 'getFigures', 'getStepFigures'],
    done: 'The contact enters',
  })
  if (!world.isKnown) return <PageLoading />
  const unknowable = Object.entries(definition.steps).filter(([, { kind }]) => guesses[kind])
  const isReady = contact !== undefined && isReadable(values)

  function go() {
    if (contact === undefined) return
    tryIt.mutate({
      params: { automationId: automation.id },
      body: { contactId: contact, data: readValues(values), assume, ...(isDirty && { definition }) },
    })
  }

  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="lg">
          <Section title="With whom" about="Nothing is done: no message, no call, no change.">
            <Stack mt="sm">
              <ContactPick
                label="Contact"
                value={contact}
                onChange={next => navigate({ search: { tab: 'test', ...(next && { contact: next }) } })}
              />
              <EntryValues entry={definition.entry} world={world} value={values} onChange={setValues} />
              {unknowable.map(([id, step]) => (
                <Select
                  key={id}
                  size="xs"
                  label={`${titleOf(step, definition, world).slice(0, 70)} (${id})`}
                  description="What is assumed of it"
                  allowDeselect={false}
                  data={optionsOf(step.kind, waysOfKind(step, definition))}
                  value={assume[id] ?? guesses[step.kind] ?? null}
                  onChange={next => next && setAssume({ ...assume, [id]: next as Assume[string] })}
                />
              ))}
              <Group>
                <Button onClick={go} disabled={!isReady} loading={tryIt.isPending}>
                  Show the way
                </Button>
                {mayWrite && automation.state === 'running' && (
                  <Button
                    variant="default"
                    disabled={!isReady || isDirty}
                    loading={enter.isPending}
                    onClick={() =>
                      contact !== undefined &&
                      enter.mutate({
                        params: { automationId: automation.id },
                        body: { contactIds: [contact], data: readValues(values) },
                      })
                    }
                  >
                    Let the contact enter
                  </Button>
                )}
              </Group>
              {isDirty && (
                <Text size="xs" c="dimmed">
                  What is tried is what you see on the canvas, also what is not saved.
                </Text>
              )}
            </Stack>
          </Section>
          <ClockSection />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Section title="The way">
          <Stack mt="sm">
            {tryIt.error && <ErrorState error={tryIt.error} />}
            <PathView
              label="The way that the contact would take"
              definition={definition}
              layout={layout}
              path={
                walk
                  ? joined([walk, ...walk.branches].map(({ path }) => pathOf(definition, path)))
                  : undefined
              }
            />
            {walk ? (
              <>
                <PathList definition={definition} steps={walk.path} />
                <Text size="sm" aria-live="polite">
                  {endWords('It', walk)} <Time at={walk.endsAt} form="short" />
                </Text>
                {walk.branches.map(({ branch, path, ...end }) => (
                  <div key={branch}>
                    <PathList label={`Branch ${branch}, step by step`} definition={definition} steps={path} />
                    <Text size="sm" mt="xs">
                      {endWords(`Branch ${branch}`, end)} <Time at={end.endsAt} form="short" />
                    </Text>
                  </div>
                ))}
              </>
            ) : (
              <Text size="sm" c="dimmed">
                Choose a contact, and say what happens to it. Conditions are asked of the contact as it is.
              </Text>
            )}
          </Stack>
        </Section>
      </Grid.Col>
    </Grid>
  )
}

const endWords = (who: string, { ends }: { readonly ends: string }) =>
  ends === 'not yet' ? `${who} would not have ended by` : `${who} would end: ${ends},`

/** Of steps that wait for what nobody can know: what is assumed without a word. */
const guesses: Readonly<Record<string, string>> = {
  waitForEvent: 'timedOut',
  waitForMessage: 'timedOut',
  callApi: 'succeeded',
}
const assumptionWords: Readonly<Record<string, string>> = {
  happened: 'it happens at once',
  timedOut: 'it does not happen in time',
  succeeded: 'the call succeeds',
  failed: 'it fails',
}

function optionsOf(kind: string, ways: readonly WayKind[]) {
  const known =
    kind === 'waitForEvent'
      ? ['timedOut', 'happened']
      : kind === 'callApi'
        ? ['succeeded', 'failed']
        : ways.map(({ key }) => key).filter(way => way !== 'next')
  const wordOf = (value: string) => ways.find(({ key }) => key === value)?.label.toLowerCase() || value
  return known.map(value => ({ value, label: assumptionWords[value] ?? wordOf(value) }))
}
