import { useAnswer } from '../../api/queries.ts'
import type { TimelineFact } from '../../api/shapes.ts'

const query = { limit: 200 }

/** What the segment or the automation of a fact is called; of the 200 that are asked for once for all facts. */
export function useNameOfPlace({ type, data }: TimelineFact): string | undefined {
  const isOfSegment = type.startsWith('segment.')
  const isOfAutomation = type.startsWith('automation.')
  const segments = useAnswer('listSegments', { query }, { enabled: isOfSegment })
  const automations = useAnswer('listAutomations', { query }, { enabled: isOfAutomation })
  const places = isOfSegment ? segments.data?.items : isOfAutomation ? automations.data?.items : []
  const id = isOfSegment ? data.segmentId : data.automationId
  return places?.find(place => place.id === id)?.name
}
