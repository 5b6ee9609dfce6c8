/** What narrows the log of requests, and which of them is open. */
export interface RequestsSearch {
  readonly key?: string
  readonly operation?: string
  readonly outcome?: 'refused' | 'failed'
  /** A fault rule, or a star for any. */
  readonly fault?: string
  readonly request?: string
}

export function readRequestsSearch(given: Record<string, unknown>): RequestsSearch {
  const { key, operation, outcome, fault, request } = given
  return {
    ...(isText(key) && { key }),
    ...(isText(operation) && { operation }),
    ...((outcome === 'refused' || outcome === 'failed') && { outcome }),
    ...(isText(fault) && { fault }),
    ...(isText(request) && { request }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

export const leastStatusOf = ({ outcome }: RequestsSearch): number | undefined =>
  outcome === undefined ? undefined : { refused: 400, failed: 500 }[outcome]
