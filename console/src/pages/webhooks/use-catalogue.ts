import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'

export type EventType = Answer<'listEventTypes'>['webhooks'][number]['eventTypes'][number]

/** The catalogue of events, as far as webhooks ask for it. */
export function useCatalogue() {
  const { data } = useAnswer('listEventTypes', {})
  return {
    typesOf: (dialect: string): readonly EventType[] =>
      data?.webhooks
        .find(each => each.dialect === dialect)
        ?.eventTypes.filter(({ sample }) => sample !== null) ?? [],
    /** What a type of the log says. Other names stand for themselves. */
    aboutOf: (type: string): string | undefined => data?.facts.find(fact => fact.type === type)?.about,
  }
}
