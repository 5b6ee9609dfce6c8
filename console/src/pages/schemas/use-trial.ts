/** What the server says of a definition that is not saved yet, and of a payload under it. */
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { askWith } from '../../api/ask.ts'
import type { JsonFault } from '../../kit/JsonEditor.tsx'
import { readText } from './definition.ts'

const restMs = 350

export interface Trial {
  /** Of the definition; pointers begin at it. */
  readonly definitionFaults: readonly JsonFault[]
  /** Undefined while the definition or the payload cannot be read. */
  readonly verdict: { readonly isValid: boolean; readonly faults: readonly JsonFault[] } | undefined
  readonly error: Error | null
  /** What is told is of what stood there a moment ago. */
  readonly isOlder: boolean
}

const nothing: readonly JsonFault[] = []

/** Asks after a short rest. Of a schema that is there and not changed, `definition` is left out. */
export function useTrial(schemaId: string, definition: string | undefined, payload: string): Trial {
  const given = useMemo(() => ({ schemaId, definition, payload }), [schemaId, definition, payload])
  const [rested] = useDebouncedValue(given, restMs)
  const jsonSchema = rested.definition === undefined ? undefined : readText(rested.definition)
  const value = readPayload(rested.payload)
  const enabled = rested.definition === undefined ? value !== undefined : jsonSchema !== undefined
  const query = useQuery<Answered>({
    queryKey: ['validatePayload', rested.schemaId, rested.definition, rested.payload],
    queryFn: ({ signal }) => tryOut(rested.schemaId, jsonSchema, value, signal),
    enabled,
    placeholderData: before => before,
  })
  const { definitionFaults = nothing, verdict } = query.data ?? {}
  return {
    definitionFaults: enabled ? definitionFaults : nothing,
    verdict: enabled && value !== undefined ? verdict : undefined,
    error: query.error,
    isOlder: query.isPlaceholderData || rested !== given,
  }
}

type Answered = Pick<Trial, 'definitionFaults' | 'verdict'>

async function tryOut(
  schemaId: string,
  jsonSchema: unknown,
  payload: unknown,
  signal: AbortSignal,
): Promise<Answered> {
  if (jsonSchema === undefined) {
    const input = { params: { schemaId }, body: { payload } }
    return { definitionFaults: [], verdict: toVerdict(await askWith('validatePayload', input, signal)) }
  }
  const body = { jsonSchema, ...(payload !== undefined && { payload }) }
  const { mistakes, payload: tried } = await askWith('trySchema', { body }, signal)
  return { definitionFaults: mistakes, verdict: tried ? toVerdict(tried) : undefined }
}

interface Tried {
  readonly isValid: boolean
  readonly faults: readonly { readonly field: string; readonly detail: string }[]
}

const toVerdict = ({ isValid, faults }: Tried) => ({ isValid, faults: faults.map(toJsonFault) })

/** Undefined when it is no JSON. */
function readPayload(text: string): unknown {
  try {
    return JSON.parse(text) ?? null
  } catch {
    return undefined
  }
}

const toJsonFault = ({ field, detail }: Tried['faults'][number]): JsonFault => ({
  pointer:
    field === '' || field.startsWith('/') ? field : `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  detail,
})
