import { isStorableText } from '../../kernel/storable.ts'
import { attributeFaults } from './attribute-limits.ts'
import type { Consent } from './contact.ts'
import type { ContactType } from './contact-type.ts'
import { contactInvalid } from './errors.ts'
import {
  type ContactKey,
  keysIn,
  missingFaults,
  oncePerField,
  readNormalForms,
  withoutComputed,
} from './given-attributes.ts'
import { inForce, missingConsents, readConsents } from './given-consents.ts'
import { type GivenPreference, readPreferences } from './given-preferences.ts'

/** A contact as a caller describes it. What is `unknown` is checked here, field by field. */
export interface NewContact {
  /** A UUID that no contact has, when the maker has reason to choose it; otherwise the contact gets a new one. */
  readonly id?: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** In any letter case; `Member` when absent. */
  readonly contactType?: unknown
  /** A boolean by channel. */
  readonly preferences?: unknown
  /** A list of `{ id, value, date?, source?, comment? }`. */
  readonly consents?: unknown
  /** The system that makes the contact. */
  readonly source?: string | undefined
  /** The store that makes the contact; becomes the attribute `createdInStore`. */
  readonly storeExternalId?: string | undefined
  readonly createAsUnapproved: boolean
}

/** What is to be written, all of it valid. */
export interface CheckedContact {
  /** Keys are in their normal form, here too. */
  readonly attributes: Readonly<Record<string, unknown>>
  readonly keys: readonly ContactKey[]
  readonly preferences: readonly GivenPreference[]
  readonly consents: readonly Consent[]
}

/**
 * Checks a new contact against its type and the consents that must have been given. Throws `contact-invalid` with a
 * fault for every field that is wrong.
 */
export function checkNewContact(
  input: NewContact,
  type: ContactType,
  now: Date,
  mandatoryConsents: readonly string[] = [],
): CheckedContact {
  const { source, storeExternalId } = input
  const posted = withoutComputed({
    ...input.attributes,
    ...(storeExternalId && { createdInStore: storeExternalId }),
  })
  const faults = attributeFaults(posted)
  if (source !== undefined && !isShortText(source))
    faults.push({ field: 'source', message: 'must be a text of at most 200 characters' })
  if (storeExternalId !== undefined && !isShortText(storeExternalId))
    faults.push({ field: 'storeExternalId', message: 'must be a text of at most 200 characters' })
  const preferences = readPreferences(input.preferences, faults)
  const consents = readConsents(input.consents, now, faults)
  const countryCode = Object.hasOwn(posted, 'countryCode') ? posted.countryCode : undefined
  const normal = readNormalForms(posted, { now, countryCode }, faults)
  faults.push(...missingFaults(posted, type), ...missingConsents(inForce(consents), mandatoryConsents))
  if (faults.length > 0) throw contactInvalid(oncePerField(faults))

  const attributes = { ...posted, ...normal }
  return { attributes, keys: keysIn(attributes, type), preferences, consents }
}

export function isShortText(text: string): boolean {
  return text.length <= 200 && isStorableText(text)
}
