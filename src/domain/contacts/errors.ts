import { DomainError, type Fault } from '../../kernel/domain-error.ts'

/** Without an id: a search that found nobody. */
export const contactNotFound = (contactId?: string) =>
  new DomainError('contact-not-found', contactId ? `Contact ${contactId} not found` : 'Contact not found', {
    ...(contactId !== undefined && { contactId }),
  })

export const contactIdInvalid = (contactId: string) =>
  new DomainError('contact-id-invalid', 'The contact id is not a UUID.', { contactId })

export const contactTypeUnknown = (contactType: string) =>
  new DomainError('contact-type-unknown', `There is no contact type ${contactType}.`, { contactType })

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

export const emailInvalid = () => new DomainError('email-invalid', 'The e-mail address is not valid.', {})

export const phoneInvalid = () =>
  new DomainError('phone-invalid', 'The phone number is not valid: write it with its calling code.', {})

export const socialSecurityNumberInvalid = () =>
  new DomainError('social-security-number-invalid', 'The social security number is not valid.', {})

/** At most 100 ids are told. */
export const multipleMatches = (contactIds: readonly string[]) =>
  new DomainError('multiple-matches', 'Several contacts match.', { contactIds })
