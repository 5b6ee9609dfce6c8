/** What narrows the log of requests, and which of them is open. */
export interface RequestsSearch {
  readonly key?: string
  readonly operation?: string
  readonly outcome?: 'refused' | 'failed'
  readonly request?: string
}

export function readRequestsSearch(given: Record<string, unknown>): RequestsSearch {
  const { key, operation, outcome, request } = given
  return {
    ...(isText(key) && { key }),
    ...(isText(operation) && { operation }),
    ...((outcome === 'refused' || outcome === 'failed') && { outcome }),
    ...(isText(request) && { request }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export const leastStatusOf = ({ outcome }: RequestsSearch): number | undefined =>
  outcome === undefined ? undefined : { refused: 400, failed: 500 }[outcome]
