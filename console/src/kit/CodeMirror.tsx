/** The editor of code itself, apart from what surrounds it: it is heavy. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Extension, type Text } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { getNonce } from 'get-nonce'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { CodeFault } from './code-fault.ts'
import { type CodeLanguage, colours, languageOf } from './code-languages.ts'

interface Props {
  readonly label: string
  readonly language: CodeLanguage
  readonly value: string
  readonly onChange?: (value: string) => void
  readonly faults: readonly CodeFault[]
  readonly minHeight: number
  readonly maxHeight: number
  /** The id of what tells the faults. */
  readonly describedBy?: string
}

export function CodeMirror({ value, onChange, faults, describedBy, ...given }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(undefined)
  const isReadOnly = onChange === undefined
  const { label, language, minHeight, maxHeight } = given

  const tell = useEffectEvent((text: string) => onChange?.(text))
  const begin = useEffectEvent(
    () =>
      new EditorView({
        parent: place.current!,
        doc: value,
        extensions: [
          // Tab goes on to the next field, as everywhere: who writes code with it alone would never get out.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          history(),
          lineNumbers(),
          lintGutter(),
          bracketMatching(),
          indentOnInput(),
          syntaxHighlighting(colours),
          languageOf(language),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(getNonce() ?? ''),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          EditorState.readOnly.of(isReadOnly),
          typingOver,
          looks(minHeight, maxHeight),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) tell(state.doc.toString())
          }),
        ],
      }),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the editor is made of; the rest follows below.
  useEffect(() => {
    const made = begin()
    editor.current = made
    return () => made.destroy()
  }, [label, language, isReadOnly, minHeight, maxHeight])

  useEffect(() => {
    const { current } = editor
    if (!current || current.state.doc.toString() === value) return
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const { current } = editor
    if (!current) return
    current.dispatch(setDiagnostics(current.state, toDiagnostics(faults, current.state.doc)))
    const { contentDOM } = current
    contentDOM.setAttribute('aria-invalid', String(faults.length > 0))
    if (describedBy) contentDOM.setAttribute('aria-describedby', describedBy)
    else contentDOM.removeAttribute('aria-describedby')
  }, [faults, describedBy])

  return <div ref={place} />
}

function toDiagnostics(faults: readonly CodeFault[], doc: Text): Diagnostic[] {
  const placed = faults.map(({ line = 1, column, message }) => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines))
    const start = Math.min(from + Math.max((column ?? 1) - 1, 0), to)
    return { from: start, to, severity: 'error' as const, message }
  })
  return placed.sort((one, other) => one.from - other.from)
}

/**
 * What is typed over what is selected. Left to the browser it would keep the colour of what goes by an inline style, which
 * the policy refuses.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event
    const { readOnly, selection } = view.state
    if (inputType !== 'insertText' || data === null || readOnly || view.composing || selection.main.empty)
      return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

const looks = (minHeight: number, maxHeight: number): Extension =>
  EditorView.theme({
    '&': { fontSize: '0.8125rem', backgroundColor: 'transparent' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      fontFamily: 'var(--mantine-font-family-monospace)',
      lineHeight: '1.55',
      minHeight: `${minHeight}px`,
      maxHeight: `${maxHeight}px`,
      overflow: 'auto',
    },
    '.cm-content': { caretColor: 'var(--mantine-color-text)', padding: '8px 0' },
    '.cm-gutters': {
      backgroundColor: 'transparent',
      border: 'none',
      color: 'var(--mantine-color-dimmed)',
    },
    '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
      backgroundColor: 'light-dark(#d3ece7, #044841)',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--parley-surface)',
      color: 'var(--mantine-color-text)',
      border: '1px solid var(--parley-line)',
    },
  })
