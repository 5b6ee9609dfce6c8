import { useDebouncedValue } from '@mantine/hooks'
import type { Fault } from '../../../api/problem.ts'
import { useAnswer } from '../../../api/queries.ts'
import { type Definition, entryId } from '../model/definition.ts'

const restMs = 500

/** What the server says is wrong with a definition, asked after a short rest. */
export function useFaults(definition: Definition): {
  readonly faults: readonly Fault[]
  readonly isKnown: boolean
} {
  const [rested] = useDebouncedValue(definition, restMs)
  const { data, isPlaceholderData } = useAnswer(
    'checkAutomation',
    { body: { definition: rested } },
    { keepsPrevious: true },
  )
  return {
    faults: (data?.errors ?? []).map(readable),
    isKnown: data !== undefined && !isPlaceholderData && rested === definition,
  }
}

/** What is empty or malformed is told by patterns, which say nothing to people. */
const readable = ({ pointer, detail }: { pointer: string; detail: string }): Fault => ({
  pointer,
  detail: /^must (match pattern|not have fewer than 1 )/.test(detail)
    ? 'is still to be filled in, or is malformed'
    : detail,
})

/** Which step a fault is of; the entry's id, or undefined for what concerns the whole. */
export function placeOf({ pointer = '' }: Fault): string | undefined {
  const [, first, second] = pointer.split('/')
  if (first === 'steps') return second?.replaceAll('~1', '/').replaceAll('~0', '~')
  return first === 'entry' || first === 'start' ? entryId : undefined
}

export function countFaults(faults: readonly Fault[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const fault of faults) {
    const place = placeOf(fault)
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return counts
}
