import { useQueries } from '@tanstack/react-query'
import { askWith } from '../../api/ask.ts'

/** What segments are called, by their ids: each is asked about by itself, wherever it stands in the list. */
export function useSegmentNames(ids: readonly string[]): ReadonlyMap<string, string> {
  return useQueries({
    queries: ids.map(segmentId => {
      const input = { params: { segmentId } }
      return {
        queryKey: ['getSegment', input],
        queryFn: ({ signal }: { signal: AbortSignal }) => askWith('getSegment', input, signal),
      }
    }),
    combine: answers => new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : []))),
  })
}

/** The segments that a rule names; of one that is still written, those that are there so far. */
export function segmentsIn(rule: unknown): string[] {
  if (typeof rule !== 'object' || rule === null) return []
  const { kind, id, of } = rule as { kind?: unknown; id?: unknown; of?: unknown }
  if (kind === 'segment') return typeof id === 'string' && id !== '' ? [id] : []
  return [of].flat().flatMap(segmentsIn)
}
