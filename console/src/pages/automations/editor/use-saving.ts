/** Saves under the version from which the editing began. Whose automation was changed meanwhile is told, and loses nothing. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isProblem } from '../../../api/problem.ts'
import { forget, useDeed } from '../../../api/queries.ts'
import type { Automation } from '../automation-state.tsx'
import { type Draft, isSame } from '../model/definition.ts'
import { changesOf, draftOf } from '../model/saved.ts'
import { forgetKept, keep, readKept } from './kept-draft.ts'
import { type Editing, useEditor } from './use-editor.ts'

export interface Saving {
  readonly editing: Editing
  /** What the editing began from. */
  readonly base: Draft
  readonly isDirty: boolean
  readonly changesDefinition: boolean
  /** What somebody else made of it meanwhile. */
  readonly theirs: Automation | undefined
  /** Whether what was not saved came back with the page. */
  readonly isRestored: boolean
  readonly error: Error | null
  readonly isBusy: boolean
  /** `movesRuns`: who is on the way goes on with the new version. */
  readonly save: (movesRuns: boolean) => void
  readonly discard: () => void
  readonly goOnWithMine: () => void
}

export function useSaving(automation: Automation): Saving {
  const { id } = automation
  const client = useQueryClient()
  const present = draftOf(automation)
  const [kept] = useState(() => readKept(id))
  const [base, setBase] = useState(() => ({ draft: present, version: automation.version }))
  const editing = useEditor(() => kept?.draft ?? present)
  const { draft, begin } = editing
  const [isRestored, setRestored] = useState(kept !== undefined && !isSame(kept.draft, present))
  // What came back was begun from an older version: it is as if somebody had overtaken it now.
  const [begunAt, setBegunAt] = useState(kept?.version ?? automation.version)
  const isDirty = !isSame(draft, base.draft)
  const isOther = automation.version > begunAt && !(isSame(present, base.draft) && begunAt === base.version)

  function adopt(from: Automation) {
    setBase({ draft: draftOf(from), version: from.version })
    setBegunAt(from.version)
  }

  const deed = useDeed('updateAutomation', {
    changes: ['getAutomation', 'listAutomations', 'listVersions', 'getStepFigures'],
    done: ({ definitionVersion }) => `Saved, version ${definitionVersion}`,
    showsProblem: true,
    onDone: saved => {
      client.setQueryData(['getAutomation', { params: { automationId: id } }], saved)
      adopt(saved)
      begin(draftOf(saved))
      setRestored(false)
    },
  })

  // A change of the state moves the version, too, and concerns nobody who edits.
  useEffect(() => {
    if (automation.version <= begunAt) return
    const now = draftOf(automation)
    if (isSame(now, base.draft) && begunAt === base.version) adopt(automation)
    else if (!isDirty) {
      adopt(automation)
      begin(now)
    }
  })

  useEffect(() => {
    if (isDirty) keep(id, { draft, version: begunAt })
    else forgetKept(id)
  }, [id, isDirty, draft, begunAt])

  function save(movesRuns: boolean) {
    const body = { ...changesOf(base.draft, draft), ...(movesRuns && { movesRuns }) }
    const input = { params: { automationId: id }, body, headers: { 'if-match': `"${begunAt}"` } }
    deed.mutate(input, {
      onError: error => isProblem(error, 'version-mismatch') && forget(client, ['getAutomation']),
    })
  }

  function discard() {
    adopt(automation)
    begin(present)
    setRestored(false)
    deed.reset()
  }

  function goOnWithMine() {
    adopt(automation)
    deed.reset()
  }

  const isOvertaken = isDirty && isOther
  return {
    editing,
    base: base.draft,
    isDirty,
    changesDefinition: !isSame(draft.definition, base.draft.definition),
    theirs: isOvertaken ? automation : undefined,
    isRestored: isRestored && isDirty,
    error: isProblem(deed.error, 'version-mismatch') ? null : deed.error,
    isBusy: deed.isPending,
    save,
    discard,
    goOnWithMine,
  }
}
