/**
 * Every refusal as a WebEngage client hears it: the container with status `error`, always in JSON. The vendor prints one
 * message, `Error: userId and anonymousId cannot be empty.`; the others are in its manner and made here only.
 */
import type { Phrase } from '../../http/dialect.ts'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import { refuse } from './container.ts'
import { type ErrorTable, messageOf } from './error-table.ts'

const table: ErrorTable = {
  // Who calls, and how
  unauthorized: [401, 'Unauthorized'],
  'address-forbidden': [401, 'Unauthorized'],
  'scope-missing': [401, 'Unauthorized'],
  'route-not-found': [404, 'Not Found'],
  'minute-full': [429, 'Rate limit exceeded.'],
  'request-malformed': [400],
  'body-malformed': [400, 'Error: Malformed JSON'],
  'body-too-large': [413],
  'input-invalid': [400],
  'idempotency-key-invalid': [400],
  'database-unavailable': [503, 'Service Unavailable'],
  // Events
  'too-many-learnt-schemas': [400],
  // Users
  'identity-missing': [400],
  'contact-invalid': [400],
  'contact-empty': [400],
  'contact-type-unknown': [400],
  'contact-key-exists': [400, 'Error: the key belongs to another user.'],
  'contact-not-found': [404, 'Not Found'],
  'user-not-found': [404],
  // Business events
  'business-event-undefined': [404],
  // Surveys and feedback
  'survey-response-not-found': [404, 'Not Found'],
  'feedback-not-found': [404, 'Not Found'],
  'feedback-reply-not-found': [404, 'Not Found'],
  'attachment-not-found': [404, 'Not Found'],
  // Transactions
  'campaign-not-found': [404],
  'template-not-found': [404],
  'campaign-state-wrong': [412],
  'contact-unreachable': [412],
  'transaction-too-late': [408],
  'send-invalid': [400],
  'provider-not-found': [404, 'Not Found'],
  // Uploads, catalogues, recommendations
  'multipart-malformed': [400],
  'upload-invalid': [400],
  'upload-too-large': [413],
  'upload-not-found': [404, 'Not Found'],
  'too-many-uploads': [429],
  'catalogue-not-found': [404, 'Not Found'],
  'recommendation-invalid': [400],
  'recommendation-not-found': [404, 'Not Found'],
  // Privacy
  'privacy-request-taken': [400],
  'privacy-request-over': [400],
  'privacy-request-not-found': [404],
}

/** The codes that the table knows; a test compares it with the codes that operations can throw. */
export const phrasedCodes: readonly string[] = ['fault-injected', 'unexpected', ...Object.keys(table)]

interface Data {
  readonly faults?: readonly Fault[]
  readonly retryAfterSeconds?: number
  readonly status?: number
  readonly body?: unknown
}

export function phrase({ code, message, data }: DomainError): Phrase {
  const { faults, retryAfterSeconds = 1, status: injected = 503, body } = data as Data
  if (code === 'fault-injected')
    return { status: injected, body: body ?? refuse(message), ...retryHeader(injected, 1) }
  const [status, words] = table[code] ?? [500, 'Internal Server Error']
  const said = words ?? `Error: ${messageOf({ faults: faults ?? [] }, message)}`
  return { status, body: refuse(said), ...retryHeader(status, retryAfterSeconds) }
}

function retryHeader(status: number, seconds: number) {
  return status === 429 || status === 503 ? { headers: { 'retry-after': String(seconds) } } : {}
}
