import { Alert, Button, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { useMay } from '../../session/session.tsx'
import { useFaults } from './editor/faults.ts'
import { forgetKept, keep, readKept } from './editor/kept-draft.ts'
import { useEditor } from './editor/use-editor.ts'
import { isSame } from './model/definition.ts'
import { draftOfStarter } from './starters.ts'

const EditorView = lazy(async () => ({ default: (await import('./editor/EditorView.tsx')).EditorView }))
const route = getRouteApi('/shell/automations/new')

/** A canvas that nothing is saved of yet. */
export function NewAutomationPage() {
  const { starter = 'blank' } = route.useSearch()
  return <NewAutomation key={starter} starter={starter} />
}

function NewAutomation({ starter }: { readonly starter: string }) {
  const navigate = route.useNavigate()
  const mayWrite = useMay()('automations:write')
  const keptAs = `new ${starter}`
  const [kept, setKept] = useState(() => readKept(keptAs))
  const editing = useEditor(() => kept?.draft ?? draftOfStarter(starter))
  const { draft } = editing
  const { faults } = useFaults(draft.definition)
  const isTouched = !isSame(draft, draftOfStarter(starter))
  useEffect(() => {
    if (isTouched) keep(keptAs, { draft, version: 0 })
    else forgetKept(keptAs)
  }, [isTouched, draft, keptAs])
  const make = useDeed('createAutomation', {
    changes: ['listAutomations', 'listAutomationFigures'],
    done: 'Saved as a draft',
    showsProblem: true,
    onDone: ({ id }) => {
      forgetKept(keptAs)
      navigate({ to: '/automations/$automationId', params: { automationId: id } })
    },
  })
  const { name, description, definition, layout } = draft
  const save = () => make.mutate({ body: { name: name.trim(), description, definition, layout } })
  useHotkeys([['mod+S', save]], [])

  function startAnew() {
    editing.begin(draftOfStarter(starter))
    setKept(undefined)
  }

  return (
    <>
      <PageHeader
        title={name || 'New automation'}
        back={<TextLink to="/automations">Automations</TextLink>}
        actions={
          mayWrite && (
            <Button onClick={save} loading={make.isPending}>
              Save as a draft
            </Button>
          )
        }
      />
      <Stack>
        {kept && (
          <Alert color="gray" title="This is what you had not saved">
            <Button size="xs" variant="default" onClick={startAnew}>
              Begin anew
            </Button>
          </Alert>
        )}
        {make.error && <ErrorState error={make.error} />}
        <Suspense fallback={<PageLoading />}>
          <EditorView editing={editing} mayWrite={mayWrite} faults={faults} error={make.error} />
        </Suspense>
      </Stack>
    </>
  )
}
