/** What the HTTP layer itself refuses, whichever dialect is spoken. */
import { DomainError } from '../kernel/domain-error.ts'

export const routeNotFound = (method: string, path: string) =>
  new DomainError('route-not-found', `There is no ${method} ${path}.`, { method, path })

export const unauthorized = (message: string) => new DomainError('unauthorized', message, {})

export const addressForbidden = (address: string) =>
  new DomainError('address-forbidden', `This API key may not be used from ${address}.`, { address })

export const scopeMissing = (scope: string, who: string) =>
  new DomainError('scope-missing', `${who} lacks the scope ${scope}.`, { scope })

/** A page of another site, or of nobody knows where, used the session of a person. */
export const originForbidden = () =>
  new DomainError('origin-forbidden', 'A session is used by the pages of this server only.', {})

export const personNeeded = () =>
  new DomainError('person-needed', 'This is for people who are signed in; an API key is nobody.', {})

export const featureOff = (feature: string) =>
  new DomainError('feature-off', `The feature ${feature} is not switched on for this tenant.`, { feature })

export const headerMissing = (header: string) =>
  new DomainError('header-missing', `The request header ${header} is required.`, { header })

export const contentTypeWrong = () =>
  new DomainError('content-type-wrong', 'Send Content-Type: application/json.', {})

export const tooManyRequests = (perSecond: number) =>
  new DomainError('too-many-requests', `More than ${perSecond} requests per second.`, {
    perSecond,
    retryAfterSeconds: 1,
  })

export const minuteFull = (perMinute: number, retryAfterSeconds: number) =>
  new DomainError('minute-full', `More than ${perMinute} requests per minute.`, {
    perMinute,
    retryAfterSeconds,
  })

export const tooManyStreams = () =>
  new DomainError('too-many-streams', 'Too many streams are open.', { retryAfterSeconds: 5 })

export const bodyTooLarge = (limit: number) =>
  new DomainError('body-too-large', `The request body is larger than ${limit} bytes.`, { limit })

export const bodyMalformed = (problem: string) =>
  new DomainError('body-malformed', `The request body is not valid JSON: ${problem}`, { problem })

export const addressTooBusy = (perMinute: number) =>
  new DomainError('address-too-busy', `More than ${perMinute} requests per minute from one address.`, {
    perMinute,
    retryAfterSeconds: 60,
  })

export const visitorTooBusy = (perMinute: number) =>
  new DomainError('visitor-too-busy', `More than ${perMinute} requests per minute for one visitor.`, {
    perMinute,
    retryAfterSeconds: 60,
  })

export const originRefused = () =>
  new DomainError('origin-refused', 'This site may not use the form: its origin is not on the list.', {})

export const multipartMalformed = (problem: string) =>
  new DomainError(
    'multipart-malformed',
    `The request body is not multipart/form-data: ${problem.slice(0, 200)}.`,
    {},
  )

export const requestMalformed = (problem: string) => new DomainError('request-malformed', problem, {})

export const versionEnded = (version: string, successor: string | undefined) =>
  new DomainError('version-ended', `Version ${version} of this API has reached its end of life.`, {
    version,
    successor,
  })

export const idempotencyKeyInvalid = (header: string) =>
  new DomainError('idempotency-key-invalid', `${header} must have 1 to 255 visible ASCII characters.`, {
    header,
  })

export const idempotencyKeyReused = () =>
  new DomainError('idempotency-key-reused', 'This Idempotency-Key was used for another request.', {})

/** A fault rule of a tenant that is a double struck. */
export const faultInjected = (
  ruleId: string,
  refusal: { readonly status: number; readonly errorCode?: string; readonly body?: unknown },
) =>
  new DomainError('fault-injected', `The fault rule ${ruleId} struck this request.`, { ruleId, ...refusal })

/** The vendor has it, Parley will, and does not yet. */
export const notServedYet = (operation: string) =>
  new DomainError('not-served-yet', `${operation} is planned and not served yet.`, { operation })

/** Something went wrong that is not the client's doing; the log line with the request id tells what. */
export const unexpected = (requestId: string) =>
  new DomainError('unexpected', 'An unexpected error.', { requestId })
