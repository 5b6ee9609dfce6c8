/**
 * Every refusal as a Voyado client hears it. The vendor's pages name most codes and few bodies; where they are silent
 * the choice is ours and made here only. Bodies: `{ errorCode, message, messageDetails?, validationErrors? }`.
 */
import type { Phrase } from '../../http/dialect.ts'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import { commerceErrors } from './commerce-errors.ts'
import { toVoyadoField } from './contacts/translate.ts'
import type { ErrorTable } from './error-table.ts'
import { phraseFault, type Refusal } from './fault-errors.ts'

const faults = (data: { faults: readonly Fault[] }) => ({ faults: data.faults })
const retryAfter = (seconds: number) => ({ headers: { 'retry-after': String(seconds) } })

const table: ErrorTable = {
  // Who calls, and how
  unauthorized: [401, 'Unauthorized'],
  'address-forbidden': [403, 'Forbidden'],
  'scope-missing': [403, 'Forbidden'],
  'feature-off': [403, 'FeatureNotEnabled'],
  'header-missing': [400, 'MissingHeader', data => ({ messageDetails: data })],
  'too-many-requests': [429, 'TooManyRequests', data => retryAfter(data.retryAfterSeconds)],
  'version-ended': [410, 'ApiVersionEnded', data => ({ messageDetails: data })],
  'route-not-found': [404, 'NotFound'],
  'request-malformed': [400, 'BadRequest'],
  'body-malformed': [400, 'InvalidJson'],
  'body-too-large': [413, 'RequestTooLarge'],
  'input-invalid': [400, 'ValidationError', faults],
  'idempotency-key-invalid': [400, 'InvalidIdempotencyKey'],
  'idempotency-key-reused': [409, 'IdempotencyKeyReused'],
  'database-unavailable': [503, 'ServiceUnavailable', () => retryAfter(1)],
  'fault-injected': [503, 'ServiceUnavailable'],
  'not-served-yet': [501, 'NotImplemented', data => ({ messageDetails: data })],
  unexpected: [500, 'InternalServerError', data => ({ messageDetails: data })],
  // Contacts
  'contact-not-found': [404, 'ContactNotFound'],
  'contact-id-invalid': [400, 'InvalidContactId'],
  'contact-type-unknown': [400, 'InvalidContactType'],
  'contact-empty': [400, 'NoData'],
  'contact-invalid': [422, 'ValidationError', faults],
  'contact-key-exists': [
    409,
    'ApprovedContactWithKeyExists',
    data => ({ message: data.contactId, messageDetails: { contactId: data.contactId } }),
  ],
  'contact-being-created': [409, 'ContactWithKeyIsBeingCreated'],
  'contact-creation-too-slow': [504, 'RequestTimeOut'],
  'contact-type-missing': [400, 'InvalidContactType'],
  'too-many-changes': [400, 'TooManyChanges'],
  'contact-job-not-found': [404, 'BatchNotFound'],
  'contact-jobs-full': [429, 'TooManyRequests', data => retryAfter(data.retryAfterSeconds)],
  'contact-row-failed': [500, 'InternalServerError'],
  'contact-search-invalid': [400, 'InvalidSearchQuery'],
  'email-invalid': [400, 'InvalidEmailAddress'],
  'phone-invalid': [400, 'InvalidPhoneNumber'],
  'social-security-number-invalid': [400, 'InvalidSocialSecurityNumber'],
  'multiple-matches': [
    409,
    'MultipleMatches',
    data => ({ messageDetails: { multipleMatchesFound: data.contactIds } }),
  ],
  // Interaction schemas
  'schema-not-found': [404, 'InteractionSchemaNotFound'],
  'schema-already-exists': [409, 'InteractionSchemaAlreadyExists'],
  'schema-definition-invalid': [400, 'InvalidInteractionSchema', faults],
  'too-many-schemas': [400, 'TooManyInteractionSchemas'],
  'too-many-segmentable-properties': [400, 'TooManySegmentableProperties'],
  // Interactions
  'payload-invalid': [
    400,
    'InvalidInteractionPayload',
    data => ({ faults: data.faults, messageDetails: { rejectedInteractionId: data.rejectedId } }),
  ],
  'interaction-not-found': [404, 'InteractionNotFound'],
  'interaction-id-invalid': [400, 'InvalidInteractionId'],
  'continuation-invalid': [400, 'InvalidContinuation'],
  // Custom triggers
  'trigger-not-found': [404, 'CustomTriggerNotFound'],
  'trigger-data-invalid': [400, 'InvalidTriggerData', faults],
  ...commerceErrors,
}

/** The codes that the table knows; the test of this folder compares it with the codes that the code can throw. */
export const phrasedCodes: readonly string[] = ['content-type-wrong', ...Object.keys(table)]

export function phrase(error: DomainError): Phrase {
  // The documented answer to a request without Content-Type: application/json, to the letter.
  if (error.code === 'content-type-wrong') return { status: 500, body: { message: 'An error has occurred' } }

  if (error.code === 'fault-injected') return phraseFault(error as DomainError<string, Refusal>)

  const [status, errorCode, details] = table[error.code] ?? [500, 'InternalServerError']
  const { message = error.message, messageDetails, faults, headers } = details?.(error.data) ?? {}
  const body = {
    errorCode,
    message,
    ...(messageDetails && { messageDetails }),
    ...(faults && { validationErrors: faults.map(toValidationError) }),
  }
  return { status, body, ...(headers && { headers }) }
}

function toValidationError({ field, message }: Fault) {
  return { field: toVoyadoField(field), errorDescription: message }
}
