/** Whether one looks at the catalogue or at what happens, what one searches for, and which fact is open. */
export interface EventsSearch {
  readonly tab?: 'live'
  readonly search?: string
  readonly fact?: string
}

export function readEventsSearch({ tab, search, fact }: Record<string, unknown>): EventsSearch {
  return {
    ...(tab === 'live' && { tab }),
    ...(isText(search) && { search }),
    ...(isText(fact) && { fact }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
