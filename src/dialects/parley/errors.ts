/** Every refusal as problem details (RFC 9457). Each area has its own table of codes; here they are one. */
import type { Phrase } from '../../http/dialect.ts'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import { automationProblems } from './automations/problems.ts'
import { businessEventProblems } from './business-events/problems.ts'
import { catalogueProblems } from './catalogues/problems.ts'
import { contactFileProblems } from './contact-files/problems.ts'
import { contactProblems } from './contacts/problems.ts'
import { contentProblems } from './content/problems.ts'
import { definitionProblems } from './definitions/problems.ts'
import { doubleProblems } from './double/problems.ts'
import { feedbackProblems } from './feedback/problems.ts'
import { interactionProblems } from './interactions/problems.ts'
import { messagingProblems } from './messaging/problems.ts'
import { peopleProblems } from './people/problems.ts'
import { type Problem, problemType } from './problem.ts'
import { requestProblems } from './request-problems.ts'
import { schemaProblems } from './schemas/problems.ts'
import { segmentProblems } from './segments/problems.ts'
import { serviceAccountProblems } from './service-accounts/problems.ts'
import { surveyProblems } from './surveys/problems.ts'
import { tenantProblems } from './tenant/problems.ts'
import { uploadProblems } from './uploads/problems.ts'
import { viewProblems } from './views/problems.ts'
import { webhookProblems } from './webhooks/problems.ts'

const tables = [
  requestProblems,
  contactProblems,
  contactFileProblems,
  definitionProblems,
  schemaProblems,
  interactionProblems,
  segmentProblems,
  messagingProblems,
  contentProblems,
  automationProblems,
  surveyProblems,
  feedbackProblems,
  businessEventProblems,
  catalogueProblems,
  uploadProblems,
  webhookProblems,
  viewProblems,
  tenantProblems,
  serviceAccountProblems,
  peopleProblems,
  doubleProblems,
]

/** By code. */
export const problems: ReadonlyMap<string, Problem> = new Map(tables.flatMap(table => Object.entries(table)))

/** Where the page about a code is, below any host. */
export const problemPath = (code: string) => `/parley/v1/problems/${code}`

/** What clients need not know. */
const secretData = new Set(['database-unavailable'])
const passing = new Set([429, 503])

interface Data {
  readonly faults?: readonly Fault[]
  readonly retryAfterSeconds?: number
  readonly status?: number
  readonly body?: unknown
  readonly errorCode?: string
}

export function phrase(error: DomainError): Phrase {
  const { code, message } = error
  const { faults, ...data } = error.data as Data
  if (code === 'fault-injected') return phraseFault(message, data)
  const known = problems.get(code)
  const { status, title } = known ?? problems.get('unexpected')!
  const body = {
    type: problemPath(known ? code : 'unexpected'),
    title,
    status,
    detail: known ? message : 'An unexpected error.',
    ...(faults && { errors: faults.map(toError) }),
    ...(known && !secretData.has(code) && Object.keys(data).length > 0 && { data }),
  }
  return { status, body, headers: headersOf(status, data.retryAfterSeconds) }
}

function headersOf(status: number, retryAfterSeconds = 1): Record<string, string> {
  return {
    'content-type': problemType,
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(passing.has(status) && { 'retry-after': String(retryAfterSeconds) }),
  }
}

/** A JSON pointer is told as one; what is not is the name of a field. */
function toError({ field, message }: Fault) {
  return field.startsWith('/') ? { pointer: field, detail: message } : { field, detail: message }
}

/** An injected refusal in the form of a real one, or with the body that its rule has. */
function phraseFault(detail: string, { status = 503, errorCode = 'fault-injected', body }: Data): Phrase {
  const title = problems.get(errorCode)?.title ?? 'Injected fault'
  const problem = { type: problemPath(errorCode), title, status, detail }
  return { status, body: body ?? problem, headers: headersOf(status) }
}
