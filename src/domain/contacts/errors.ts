import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import type { KeyKind } from './keys.ts'

/** Without an id: a search that found nobody. */
export const contactNotFound = (contactId?: string) =>
  new DomainError('contact-not-found', contactId ? `Contact ${contactId} not found` : 'Contact not found', {
    ...(contactId !== undefined && { contactId }),
  })

export const contactIdInvalid = (contactId: string) =>
  new DomainError('contact-id-invalid', 'The contact id is not a UUID.', { contactId })

export const contactTypeUnknown = (contactType: string) =>
  new DomainError('contact-type-unknown', `There is no contact type ${contactType}.`, { contactType })

export const consentNotFound = (consentId: string) =>
  new DomainError('consent-not-found', `There is no consent ${consentId.slice(0, 100)}.`, {})

/** Nothing at all was sent. */
export const contactEmpty = () =>
  new DomainError('contact-empty', 'There is no data to make a contact of.', {})

export function contactInvalid(faults: readonly Fault[]) {
  const [first] = faults
  const text = first
    ? `The contact is not valid: ${first.field} ${first.message}.`
    : 'The contact is not valid.'
  return new DomainError('contact-invalid', text, { faults })
}

/** Another contact is known by the key that was given; `kind` says which key. */
export const contactKeyExists = (contactId: string, kind: string) =>
  new DomainError('contact-key-exists', `There is a contact with this ${kind} already.`, { contactId, kind })

export const contactSearchInvalid = () =>
  new DomainError('contact-search-invalid', 'The search says of no contact what it is known by.', {})

const emailInvalid = () => new DomainError('email-invalid', 'The e-mail address is not valid.', {})

const phoneInvalid = () =>
  new DomainError('phone-invalid', 'The phone number is not valid: write it with its calling code.', {})

const socialSecurityNumberInvalid = () =>
  new DomainError('social-security-number-invalid', 'The social security number is not valid.', {})

/** What is looked for is no key of its kind. */
export const keyInvalid: Readonly<Record<KeyKind, () => DomainError>> = {
  email: emailInvalid,
  mobilePhone: phoneInvalid,
  socialSecurityNumber: socialSecurityNumberInvalid,
  memberNumber: contactSearchInvalid,
  externalId: contactSearchInvalid,
  userId: contactSearchInvalid,
  anonymousId: contactSearchInvalid,
}

/** At most 100 ids are told. */
export const multipleMatches = (contactIds: readonly string[]) =>
  new DomainError('multiple-matches', 'Several contacts match.', { contactIds })

/** Someone else is making a contact with this key at this moment; it is not yet known whether that succeeds. */
export const contactBeingCreated = (kind: string) =>
  new DomainError('contact-being-created', `A contact with this ${kind} is being made.`, { kind })

/** The contact was not made within the time that the tenant allows, and will not be. */
export const contactCreationTooSlow = (withinMs: number) =>
  new DomainError('contact-creation-too-slow', `The contact was not made within ${withinMs} ms.`, {
    withinMs,
  })

/** One must be named. */
export const contactTypeMissing = () =>
  new DomainError('contact-type-missing', 'The contact type is required.', {})

export const tooManyChanges = (most: number) =>
  new DomainError('too-many-changes', `More than ${most} contacts changed: ask for a shorter time.`, { most })

export const contactJobNotFound = (jobId: string) =>
  new DomainError('contact-job-not-found', `There is no batch ${jobId}.`, { jobId })

/** A row of many could not be done, and it was not the row's fault. */
export const contactRowFailed = () =>
  new DomainError('contact-row-failed', 'This contact could not be stored.', {})

/** Too many contacts of the tenant wait to be made or updated. */
export const contactJobsFull = () =>
  new DomainError('contact-jobs-full', 'Too many contacts are waiting: send more when some are done.', {
    retryAfterSeconds: 30,
  })

export const contactMerged = (contactId: string, mergedInto: string) =>
  new DomainError('contact-merged', `Contact ${contactId} was merged into ${mergedInto}.`, {
    contactId,
    mergedInto,
  })

export const contactMergeInvalid = () =>
  new DomainError('contact-merge-invalid', 'A contact cannot be merged into itself.', {})

/** Whom it is about was not said; `place` is where, such as `users.1.`, and empty of a single one. */
export const identityMissing = (place: string) =>
  new DomainError('identity-missing', `${place}userId and anonymousId cannot be empty.`, {})

export const userNotFound = (userId: string) =>
  new DomainError('user-not-found', `There is no user ${userId.slice(0, 100)}.`, {})

export const privacyRequestTaken = (id: string) =>
  new DomainError('privacy-request-taken', `There is a request ${id} already.`, { id })

export const privacyRequestNotFound = (id: string) =>
  new DomainError('privacy-request-not-found', `There is no request ${id}.`, { id })

export const privacyRequestOver = (id: string) =>
  new DomainError('privacy-request-over', `The request ${id} is done or cancelled already.`, { id })

export const contactExportNotFound = (exportId: string) =>
  new DomainError('contact-export-not-found', `There is no export ${exportId}.`, { exportId })

export const contactExportNotFinished = (exportId: string) =>
  new DomainError('contact-export-not-finished', `The export ${exportId} has no file.`, { exportId })

export const contactExportsFull = () =>
  new DomainError('contact-exports-full', 'Too many exports are waiting: ask again when one is done.', {
    retryAfterSeconds: 10,
  })
