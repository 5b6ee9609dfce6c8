import type { Phrase } from '../../http/dialect.ts'
import type { DomainError } from '../../kernel/domain-error.ts'

/** What a fault rule asks for. */
export interface Refusal {
  readonly status?: number
  readonly errorCode?: string
  readonly body?: unknown
}

/** What the vendor, or whoever stands before it, says with these statuses. 504 is the one of a slow create contact. */
const codes: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'RequestTimeOut',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'RequestTimeOut',
}

/** An injected refusal in the form of a real one. */
export function phraseFault({ message, data }: DomainError<string, Refusal>): Phrase {
  const { status = 503, errorCode = codes[status] ?? 'InjectedFault', body = { errorCode, message } } = data
  const passes = status === 429 || status === 503
  return { status, body, ...(passes && { headers: { 'retry-after': '1' } }) }
}
