/** A draft while it is edited: what it is now, what it was, and what was undone. */
import { useCallback, useMemo, useReducer } from 'react'
import type { Draft } from '../model/definition.ts'

interface State {
  readonly past: readonly Draft[]
  readonly now: Draft
  readonly future: readonly Draft[]
  /** What the last change was of: typing in one field is one change. */
  readonly subject: string | undefined
  readonly at: number
}

type Action =
  | {
      readonly kind: 'change'
      readonly to: (draft: Draft) => Draft
      readonly subject: string | undefined
      readonly at: number
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'begin'; readonly draft: Draft }

const most = 100
const togetherMs = 1200

const begin = (now: Draft): State => ({ past: [], now, future: [], subject: undefined, at: 0 })

function reduce(state: State, action: Action): State {
  const { past, now, future } = state
  if (action.kind === 'begin') return begin(action.draft)
  if (action.kind === 'undo') {
    const before = past.at(-1)
    if (!before) return state
    return { past: past.slice(0, -1), now: before, future: [now, ...future], subject: undefined, at: 0 }
  }
  if (action.kind === 'redo') {
    const [after, ...rest] = future
    return after ? { past: [...past, now], now: after, future: rest, subject: undefined, at: 0 } : state
  }
  const { subject, at, to } = action
  const isSameChange = subject !== undefined && subject === state.subject && at - state.at < togetherMs
  return { past: isSameChange ? past : [...past, now].slice(-most), now: to(now), future: [], subject, at }
}

export interface Editing {
  readonly draft: Draft
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Changes of one subject that follow each other closely are undone together. */
  readonly change: (to: (draft: Draft) => Draft, subject?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly begin: (draft: Draft) => void
}

export function useEditor(initial: () => Draft): Editing {
  const [{ now, past, future }, dispatch] = useReducer(reduce, undefined, () => begin(initial()))
  const change = useCallback((to: (draft: Draft) => Draft, subject?: string) => {
    dispatch({ kind: 'change', to, subject, at: performance.now() })
  }, [])
  const undo = useCallback(() => dispatch({ kind: 'undo' }), [])
  const redo = useCallback(() => dispatch({ kind: 'redo' }), [])
  const restart = useCallback((draft: Draft) => dispatch({ kind: 'begin', draft }), [])
  return useMemo(
    () => ({
      draft: now,
      canUndo: past.length > 0,
      canRedo: future.length > 0,
      change,
      undo,
      redo,
      begin: restart,
    }),
    [now, past, future, change, undo, redo, restart],
  )
}
