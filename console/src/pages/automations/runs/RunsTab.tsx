import { Alert, Group, Select, Stack } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../../api/queries.ts'
import { DataTable } from '../../../kit/DataTable.tsx'
import { EmptyState } from '../../../kit/EmptyState.tsx'
import { FilterBar } from '../../../kit/FilterBar.tsx'
import { RowButton } from '../../../kit/RowButton.tsx'
import { Section } from '../../../kit/Section.tsx'
import { Time } from '../../../kit/Time.tsx'
import { type Automation, type Run, RunState, reasonWords } from '../automation-state.tsx'
import type { AutomationSearch } from '../automations-search.ts'
import { ContactPick } from '../ContactPick.tsx'
import { stepOptions } from '../fields/step-options.ts'
import { type Definition, stepOf } from '../model/definition.ts'
import { kindOfStep } from '../step-kinds.ts'
import { useWorld } from '../use-world.ts'
import { ContactName } from './ContactName.tsx'
import { RunView } from './RunView.tsx'
import { Why } from './Why.tsx'

const route = getRouteApi('/shell/automations/$automationId')
const lookAgainMs = 4000

/** Who is on the way and who was, one of them drawn, and why somebody got it, or did not. */
export function RunsTab({ automation }: { readonly automation: Automation }) {
  const { state, step, run, contact } = route.useSearch()
  const navigate = route.useNavigate()
  const definition = automation.definition as unknown as Definition
  const world = useWorld(definition)
  const search = (part: Partial<Record<keyof AutomationSearch, string | undefined>>) =>
    navigate({ search: before => clean({ ...before, tab: 'runs', ...part }) })
  const runs = usePages(
    'listRuns',
    {
      params: { automationId: automation.id },
      query: { ...(state && { state }), ...(step && { step }), ...(contact && { contactId: contact }) },
    },
    { keepsPrevious: true, ...(automation.state === 'running' && { refetchMs: lookAgainMs }) },
  )
  const labelOf = ({ step: id }: Run) => {
    const known = id === null ? undefined : stepOf(definition, id)
    return known ? `${kindOfStep(known.kind).label} (${id})` : (id ?? '–')
  }
  return (
    <Stack gap="lg">
      {run && <RunView automation={automation} runId={run} onClose={() => search({ run: undefined })} />}
      {contact && (
        <Section title="Why did it get this, or not?">
          <Why automation={automation} contactId={contact} />
        </Section>
      )}
      <Section
        title="Runs"
        about="Each is one contact on its way, or a branch of its way. The newest first."
        flush
      >
        <FilterBar>
          <Group gap="sm" align="flex-end">
            <ContactPick
              label="Contact"
              value={contact}
              onChange={next => search({ contact: next, run: undefined })}
            />
            <Select
              label="State"
              clearable
              placeholder="Any"
              w={150}
              data={[
                { value: 'waiting', label: 'On its way' },
                { value: 'ended', label: 'Ended' },
              ]}
              value={state ?? null}
              onChange={next => search({ state: next ?? undefined })}
            />
            <Select
              label="Step"
              clearable
              searchable
              placeholder="Any"
              w={260}
              data={stepOptions(definition, world).map(({ id, name }) => ({ value: id, label: name }))}
              value={step ?? null}
              onChange={next => search({ step: next ?? undefined })}
            />
          </Group>
        </FilterBar>
        <DataTable<Run>
          label="Runs"
          columns={[
            {
              title: 'Contact',
              render: ({ id, contactId, branch }) => (
                <RowButton onClick={() => search({ run: id })}>
                  <ContactName contactId={contactId} />
                  {branch > 0 && `, branch ${branch}`}
                </RowButton>
              ),
            },
            { title: 'State', render: each => <RunState run={each} /> },
            { title: 'At', render: labelOf, from: 'sm' },
            { title: 'Why', render: each => each.lastError ?? reasonWords(each), from: 'md' },
            { title: 'Goes on', render: ({ dueAt }) => <Time at={dueAt} />, from: 'md' },
            { title: 'Entered', render: ({ startedAt }) => <Time at={startedAt} isPast />, align: 'right' },
          ]}
          rows={runs.items}
          keyOf={({ id }) => id}
          isPending={runs.isPending}
          error={runs.error}
          onRetry={() => runs.refetch()}
          more={runs}
          empty={
            <EmptyState
              icon={IconRoute}
              title={contact || state || step ? 'None of that kind' : 'Nobody has entered yet'}
            >
              {automation.startedAt === null
                ? 'It was never started: nothing that happens lets anybody enter.'
                : 'A contact enters when something happens that fits the entry. Of one contact this page says why, or why not.'}
            </EmptyState>
          }
        />
      </Section>
      {automation.state === 'paused' && (
        <Alert color="gray" title="It stands still">
          Nobody enters, and nobody goes on before it is resumed.
        </Alert>
      )}
    </Stack>
  )
}

const clean = (search: object) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as AutomationSearch
