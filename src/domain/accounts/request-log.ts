/**
 * The latest requests of each API key, so that who writes an integration sees what arrived and what was answered. Kept in
 * memory by each process: to write down every request would cost as much as the request (docs/decisions/0029).
 */
import { maskQuery, maskSecrets } from './mask-secrets.ts'

export interface LoggedRequest {
  readonly requestId: string
  readonly keyId: string
  /** On the machine's clock. */
  readonly at: Date
  readonly dialect: string
  readonly operation: string
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly status: number
  readonly ms: number
  /** The fault rule that struck it. */
  readonly fault: string | null
  readonly userAgent: string
  /** The beginning of the body as it was received, and of the answer's. */
  readonly body: string
  readonly answer: string
}

export interface RequestLog {
  /** Costs next to nothing: texts are kept as they are, secrets are masked when they are read. */
  note(tenantId: string, request: LoggedRequest): void
  /** The newest first, with secrets masked. */
  latest(tenantId: string, filter: RequestFilter, limit: number, now: Date): readonly LoggedRequest[]
}

export interface RequestFilter {
  readonly keyId?: string | undefined
  readonly operation?: string | undefined
  readonly leastStatus?: number | undefined
  /** Those that were struck by this rule; a star is any. */
  readonly fault?: string | undefined
}

const mostPerKey = 100
const mostKeys = 2000
const mostCharacters = 2000
const lastsMs = 3_600_000

interface Ring {
  readonly tenantId: string
  readonly entries: { readonly request: LoggedRequest; readonly number: number }[]
  /** Where the next one goes. */
  next: number
}

export function createRequestLog(): RequestLog {
  const rings = new Map<string, Ring>()
  let noted = 0

  function ringOf(tenantId: string, keyId: string): Ring {
    let ring = rings.get(keyId)
    if (!ring) {
      ring = { tenantId, entries: [], next: 0 }
      rings.set(keyId, ring)
      const [oldest] = rings.keys()
      if (rings.size > mostKeys && oldest !== undefined) rings.delete(oldest)
    }
    return ring
  }

  return {
    note(tenantId, request) {
      const ring = ringOf(tenantId, request.keyId)
      ring.entries[ring.next] = { request: isSmall(request) ? request : trimmed(request), number: ++noted }
      ring.next = (ring.next + 1) % mostPerKey
    },
    latest(tenantId, { keyId, operation, leastStatus = 0, fault }, limit, now) {
      const since = now.getTime() - lastsMs
      const own = [...rings.values()].filter(ring => ring.tenantId === tenantId)
      const entries = own
        .flatMap(ring => ring.entries)
        .filter(
          ({ request }) =>
            request.at.getTime() >= since &&
            request.status >= leastStatus &&
            (keyId === undefined || request.keyId === keyId) &&
            (operation === undefined || request.operation === operation) &&
            (fault === undefined || request.fault === fault || (fault === '*' && request.fault !== null)),
        )
      entries.sort((one, other) => other.number - one.number)
      return entries.slice(0, limit).map(({ request }) => masked(request))
    },
  }
}

const isSmall = ({ path, body, answer, userAgent }: LoggedRequest) =>
  Math.max(path.length, body.length, answer.length, userAgent.length) <= mostCharacters

function trimmed(request: LoggedRequest): LoggedRequest {
  const { path, body, answer, userAgent } = request
  return { ...request, path: cut(path), body: cut(body), answer: cut(answer), userAgent: cut(userAgent) }
}

/** As bytes and back: a slice of a text would keep all of it in memory. */
const cut = (text: string) =>
  text.length <= mostCharacters
    ? text
    : `${Buffer.from(text.slice(0, mostCharacters).toWellFormed()).toString()}…`

const masked = (request: LoggedRequest): LoggedRequest => ({
  ...request,
  path: maskQuery(request.path),
  body: maskSecrets(request.body),
  answer: maskSecrets(request.answer),
})
