/** What a template that is being written would become, and what is wrong with it: asked some time after the last change. */
import { useDebouncedValue } from '@mantine/hooks'
import type { Answer } from '../../api/ask.ts'
import { Problem } from '../../api/problem.ts'
import { useAnswer } from '../../api/queries.ts'
import type { CodeFault } from '../../kit/code-fault.ts'
import { useMay } from '../../session/session.tsx'
import { bodyOf, type Draft } from './draft.ts'

const restMs = 500

export type Context = Readonly<Record<string, unknown>>
type Parts = Answer<'previewDraft'>['parts']

interface FieldFault {
  readonly field: string
  readonly message: string
}

export interface Preview {
  readonly parts: Parts
  readonly missing: readonly string[]
  readonly problems: readonly string[]
  readonly variables: readonly string[]
  /** By field, as the server names it. */
  readonly faults: readonly FieldFault[]
  readonly error: Error | null
  readonly isPending: boolean
  /** What is shown is of an earlier draft. */
  readonly isBehind: boolean
}

/** Who may not write sees the template as it is saved: `templateId`. */
export function usePreview(
  draft: Draft,
  contactId: string | undefined,
  context: Context,
  templateId: string | undefined,
): Preview {
  const mayWrite = useMay()('messages:write')
  const saved = useAnswer(
    'previewTemplate',
    {
      params: { templateId: templateId ?? '' },
      body: { contactId: contactId ?? '', context: { ...context } },
    },
    { enabled: !mayWrite && templateId !== undefined && contactId !== undefined, keepsPrevious: true },
  )
  const written = useDraftPreview(draft, contactId, context, mayWrite)
  if (mayWrite) return written
  const { parts = null, missing = [], problems = [] } = saved.data ?? {}
  const { error, isLoading, isPlaceholderData } = saved
  const known = { parts, missing, problems, variables: [], faults: [], error }
  return { ...known, isPending: isLoading, isBehind: isPlaceholderData }
}

function useDraftPreview(
  draft: Draft,
  contactId: string | undefined,
  context: Context,
  mayWrite: boolean,
): Preview {
  const [rested] = useDebouncedValue(draft, restMs)
  const read = bodyOf(rested)
  const isReadable = 'body' in read
  const body = {
    template: isReadable ? read.body : { name: '', channel: rested.channel },
    ...(contactId !== undefined && { contactId }),
    context: { ...context },
  }
  const enabled = mayWrite && isReadable
  const { data, error, isPending, isPlaceholderData } = useAnswer(
    'previewDraft',
    { body },
    { enabled, keepsPrevious: true },
  )
  const known = isReadable ? (data?.faults ?? []) : [{ field: 'payload', message: read.payloadFault }]
  return {
    parts: isReadable ? (data?.parts ?? null) : null,
    missing: data?.missing ?? [],
    problems: data?.problems ?? [],
    variables: data?.variables ?? [],
    faults: [...known, ...tooLongFor(error)],
    error,
    isPending: enabled && isPending,
    isBehind: isPlaceholderData || rested !== draft,
  }
}

/** A refusal of the whole names fields of the template, too. */
function tooLongFor(error: Error | null): FieldFault[] {
  if (!(error instanceof Problem)) return []
  return error.faults.map(({ pointer, field, detail }) => ({
    field: (pointer ?? field ?? '').replace(/^\/?template[/.]/, ''),
    message: detail,
  }))
}

const places = [/^line (?<line>\d+): */, /, ?line:(?<line>\d+),? ?col:(?<column>\d+)/]

/** Those of one part, at the lines that their words name. */
export function codeFaults(faults: readonly FieldFault[], part: string): CodeFault[] {
  return faults
    .filter(({ field }) => field === part || field.startsWith(`${part}/`))
    .map(({ field, message }) => {
      const place = places.map(pattern => pattern.exec(message)).find(Boolean)
      const { line, column } = place?.groups ?? {}
      const words = place ? message.replace(place[0], '') : message
      // Within a payload it is the line of a text, not that of the JSON: there its pointer says where.
      if (field !== part) return { message: `${field.slice(part.length)}: ${words}` }
      return {
        message: words,
        ...(line !== undefined && { line: Number(line) }),
        ...(column !== undefined && { column: Number(column) }),
      }
    })
}
