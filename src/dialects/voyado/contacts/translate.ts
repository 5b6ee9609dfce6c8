import Type, { type Static } from 'typebox'
import type { Channel, Contact } from '../../../domain/contacts/contact.ts'
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

const preferenceNames: Readonly<Record<Channel, string>> = {
  email: 'acceptsEmail',
  sms: 'acceptsSms',
  postal: 'acceptsPostal',
}

/** A channel that the contact never spoke of is one that it does not accept. */
export function toVoyadoContact(contact: Contact): Static<typeof ContactModel> {
  const { id, attributes, preferences, contactType, approved, source, createdAt, modifiedAt } = contact
  return {
    id,
    attributes: { ...attributes },
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
  const { contactType, preferences, consents, ...attributes } = (body ?? {}) as Record<string, unknown>
  return {
    attributes,
    contactType,
    preferences: toChannels(preferences),
    consents,
    source: options.source,
    storeExternalId: options.storeExternalId,
    createAsUnapproved: options.createAsUnapproved?.toLowerCase() === 'true',
  }
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
  return isPreference ? `preferences.${preferenceNames[channel as Channel]}` : field
}

/**
 * A plus sign that a client left unencoded in the address arrives as a space; before digits it was the plus of a
 * phone number.
 */
export function toContactSearch(query: ContactSearch): ContactSearch {
  return { ...query, mobilePhone: withPlus(query.mobilePhone), any: withPlus(query.any) }
}

function withPlus(text: string | undefined): string | undefined {
  return text?.replace(/^ (?=\d)/, '+')
}
