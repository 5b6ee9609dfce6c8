import { Stack, Tabs } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { useMay } from '../../session/session.tsx'
import { type Automation, AutomationState } from './automation-state.tsx'
import { tabs } from './automations-search.ts'
import { AboutStep } from './editor/AboutStep.tsx'
import { Deeds } from './editor/Deeds.tsx'
import { EditorView } from './editor/EditorView.tsx'
import { useFaults } from './editor/faults.ts'
import { Notices } from './editor/Notices.tsx'
import { useSaving } from './editor/use-saving.ts'
import { FiguresLine } from './FiguresLine.tsx'
import { enteredOf, numbersOf, runsOnEdges } from './model/numbers.ts'

const RunsTab = lazy(async () => ({ default: (await import('./runs/RunsTab.tsx')).RunsTab }))
const TestTab = lazy(async () => ({ default: (await import('./test/TestTab.tsx')).TestTab }))
const VersionsTab = lazy(async () => ({ default: (await import('./versions/VersionsTab.tsx')).VersionsTab }))
const route = getRouteApi('/shell/automations/$automationId')
const tabWords = { canvas: 'Canvas', runs: 'Runs', test: 'Try it', versions: 'Versions' }
/** A run that moves on from step to step tells nobody: it is looked at again. */
const lookAgainMs = 4000

/** What is edited lives here: it stays while one looks at the runs, or tries it. */
export function OpenedAutomation({ automation }: { readonly automation: Automation }) {
  const { id, state, startedAt, definitionVersion } = automation
  const { tab = 'canvas' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay()('automations:write')
  const saving = useSaving(automation)
  const { editing, isDirty, save } = saving
  const { draft } = editing
  const { faults } = useFaults(draft.definition)
  const { data: figures } = useAnswer(
    'getStepFigures',
    { params: { automationId: id } },
    { enabled: startedAt !== null, ...(state === 'running' && { refetchMs: lookAgainMs }) },
  )
  const { data: totals } = useAnswer(
    'getFigures',
    { params: { automationId: id } },
    { enabled: startedAt !== null },
  )
  const entered = totals ? enteredOf(totals) : 0
  const numbers = useMemo(() => figures && numbersOf(figures), [figures])
  const runsOn = useMemo(
    () => figures && runsOnEdges(draft.definition, figures, entered),
    [figures, draft.definition, entered],
  )
  useHotkeys([['mod+S', () => isDirty && save(false)]], [])
  return (
    <>
      <PageHeader
        title={draft.name || automation.name}
        about={draft.description}
        back={<TextLink to="/automations">Automations</TextLink>}
        beside={<AutomationState state={state} />}
        actions={mayWrite && <Deeds automation={automation} saving={saving} faults={faults} />}
      />
      <Stack>
        <Notices saving={saving} />
        <Tabs
          value={tab}
          onChange={next => navigate({ search: next === 'canvas' ? {} : { tab: next as typeof tab } })}
          keepMounted={false}
        >
          <TabBar chosen={tab} mb="md">
            {tabs.map(each => (
              <Tabs.Tab key={each} value={each}>
                {tabWords[each]}
              </Tabs.Tab>
            ))}
          </TabBar>
          <Tabs.Panel value="canvas">
            <FiguresLine
              automationId={id}
              isStarted={startedAt !== null}
              version={definitionVersion}
              note={isDirty ? 'not saved' : undefined}
            />
            <EditorView
              editing={editing}
              mayWrite={mayWrite}
              faults={faults}
              error={saving.error}
              numbers={numbers}
              runsOn={runsOn}
              aboutStep={step => <AboutStep step={step} numbers={numbers?.get(step)} />}
            />
          </Tabs.Panel>
          <Suspense fallback={<PageLoading />}>
            <Tabs.Panel value="runs">
              <RunsTab automation={automation} />
            </Tabs.Panel>
            <Tabs.Panel value="test">
              <TestTab automation={automation} draft={draft} isDirty={isDirty} />
            </Tabs.Panel>
            <Tabs.Panel value="versions">
              <VersionsTab automation={automation} />
            </Tabs.Panel>
          </Suspense>
        </Tabs>
      </Stack>
    </>
  )
}
