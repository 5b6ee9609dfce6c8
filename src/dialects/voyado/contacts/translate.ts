import Type, { type Static } from 'typebox'
import { computedAttributes } from '../../../domain/contacts/computed-attributes.ts'
import type { Channel, Contact } from '../../../domain/contacts/contact.ts'
import type { ContactPatch } from '../../../domain/contacts/contact-patch.ts'
import type { ContactSearch } from '../../../domain/contacts/find-contact-ids.ts'
import type { NewContact } from '../../../domain/contacts/new-contact.ts'

/** Flat: attributes stand beside contactType, preferences and consents. The domain checks them, field by field. */
export const ContactBody = Type.Union([
  Type.Object(
    {},
    {
      additionalProperties: true,
      description:
        'The attributes, and optionally contactType (without it: Member), preferences {acceptsEmail, acceptsSms, ' +
        'acceptsPostal} and consents [{id, value, date, source, comment}].',
    },
  ),
  Type.Null({ description: 'No body: refused with a code of its own.' }),
])

export const ContactPatchBody = Type.Union([
  Type.Object(
    {},
    {
      additionalProperties: true,
      description:
        'What is to change, flat: attributes, preferences, consents. What is absent stays; null and "" clear.',
    },
  ),
  Type.Null(),
])

export const ContactSearchQuery = {
  email: Type.Optional(Type.String()),
  mobilePhone: Type.Optional(Type.String({ description: 'With its calling code: +46701234567.' })),
  socialSecurityNumber: Type.Optional(Type.String()),
  customKey: Type.Optional(Type.String({ description: 'The member number or the external id.' })),
  any: Type.Optional(
    Type.String({
      description:
        'Taken for the first that it is a valid form of: email, socialSecurityNumber, mobilePhone, customKey.',
    }),
  ),
  contactType: Type.Optional(Type.String()),
}

/** What a search by these can be refused with. */
export const searchErrors = [
  'InvalidEmailAddress',
  'InvalidPhoneNumber',
  'InvalidSocialSecurityNumber',
  'InvalidContactType',
  'InvalidSearchQuery',
  'ContactNotFound',
  'MultipleMatches',
] as const

export const ContactModel = Type.Object({
  id: Type.String(),
  attributes: Type.Object({}, { additionalProperties: true }),
  meta: Type.Object({
    contactType: Type.String(),
    createdDate: Type.String({ format: 'date-time' }),
    modifiedDate: Type.String({ format: 'date-time' }),
    approved: Type.Boolean(),
    source: Type.Union([Type.String(), Type.Null()]),
  }),
  preferences: Type.Object({
    acceptsEmail: Type.Boolean(),
    acceptsSms: Type.Boolean(),
    acceptsPostal: Type.Boolean(),
  }),
  consents: Type.Array(
    Type.Object({
      id: Type.String(),
      value: Type.Boolean(),
      date: Type.String({ format: 'date-time' }),
      source: Type.Union([Type.String(), Type.Null()]),
      comment: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})

export const CreateOptions = {
  source: Type.Optional(Type.String({ description: 'The system that makes the contact.' })),
  storeExternalId: Type.Optional(Type.String({ description: 'The store that makes the contact.' })),
  createAsUnapproved: Type.Optional(
    Type.String({ pattern: '^([Tt]rue|[Ff]alse)$', description: '"true" or "false"; without it: "false".' }),
  ),
}

/** The vendor has these channels. */
const preferenceNames = {
  email: 'acceptsEmail',
  sms: 'acceptsSms',
  postal: 'acceptsPostal',
} as const satisfies Partial<Record<Channel, string>>

/** As it is at this moment. A channel that the contact never spoke of is one that it does not accept. */
export function toVoyadoContact(contact: Contact, now: Date): Static<typeof ContactModel> {
  const { id, attributes, preferences, contactType, approved, source, createdAt, modifiedAt } = contact
  return {
    id,
    attributes: { ...attributes, ...computedAttributes(attributes, now) },
    meta: {
      contactType,
      createdDate: createdAt.toISOString(),
      modifiedDate: modifiedAt.toISOString(),
      approved,
      source,
    },
    preferences: {
      acceptsEmail: preferences.email ?? false,
      acceptsSms: preferences.sms ?? false,
      acceptsPostal: preferences.postal ?? false,
    },
    consents: contact.consents.map(consent => ({ ...consent, date: consent.date.toISOString() })),
  }
}

export function toNewContact(
  body: object | null | undefined,
  options: { source?: string; storeExternalId?: string; createAsUnapproved?: string },
): NewContact {
  const { contactType, preferences, consents, ...others } = (body ?? {}) as Record<string, unknown>
  return {
    attributes: toAttributes(others),
    contactType,
    preferences: toChannels(preferences),
    consents,
    source: options.source,
    storeExternalId: options.storeExternalId,
    createAsUnapproved: options.createAsUnapproved?.toLowerCase() === 'true',
  }
}

/** What is absent stays as it is; null and an empty text clear. */
export function toContactPatch(body: object | null | undefined): ContactPatch {
  const { contactType, preferences, consents, ...others } = (body ?? {}) as Record<string, unknown>
  return { attributes: toAttributes(others), contactType, preferences: toChannels(preferences), consents }
}

/** Without the parts of an answer, which some client may send back as it got them. */
function toAttributes(others: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, attributes: _attributes, meta: _meta, ...attributes } = others
  return attributes
}

/** What is not an object is left as it is: the domain says what is wrong with it. */
function toChannels(preferences: unknown): unknown {
  if (typeof preferences !== 'object' || preferences === null || Array.isArray(preferences))
    return preferences
  const given = new Map(Object.entries(preferences))
  const named = Object.entries(preferenceNames).filter(([, name]) => given.has(name))
  return Object.fromEntries(named.map(([channel, name]) => [channel, given.get(name)]))
}

/** A field of the domain as the vendor calls it: `preferences.email` to `preferences.acceptsEmail`. For errors. */
export function toVoyadoField(field: string): string {
  const [noun, channel = ''] = field.split('.', 2)
  const isPreference = noun === 'preferences' && Object.hasOwn(preferenceNames, channel)
  return isPreference ? `preferences.${preferenceNames[channel as keyof typeof preferenceNames]}` : field
}

/**
 * A plus sign that a client left unencoded in the address arrives as a space; before digits it was the plus of a
 * phone number.
 */
export function toContactSearch(query: ContactSearch): ContactSearch {
  return { ...query, mobilePhone: withPlus(query.mobilePhone), any: withPlus(query.any) }
}

export function withPlus(text: string): string
export function withPlus(text: string | undefined): string | undefined
export function withPlus(text: string | undefined): string | undefined {
  return text?.replace(/^ (?=\d)/, '+')
}

const memberFields: Readonly<Record<string, keyof ContactSearch>> = {
  email: 'email',
  mobilephone: 'mobilePhone',
  socialsecuritynumber: 'socialSecurityNumber',
  membernumber: 'customKey',
  externalid: 'customKey',
  customkey: 'customKey',
  any: 'any',
}

/** `field:value`, the field in any letter case; what has no such form is a search for nothing. */
export function toMemberSearch(query: string): ContactSearch {
  const colon = query.indexOf(':')
  const field = query.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  if (!Object.hasOwn(memberFields, field)) return {}
  return toContactSearch({ [memberFields[field]!]: query.slice(colon + 1) })
}
