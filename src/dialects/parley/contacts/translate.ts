import Type, { type Static } from 'typebox'
import { computedAttributes } from '../../../domain/contacts/computed-attributes.ts'
import { type Contact, channels } from '../../../domain/contacts/contact.ts'
import type { ContactPatch } from '../../../domain/contacts/contact-patch.ts'
import type { NewContact } from '../../../domain/contacts/new-contact.ts'

const Text = Type.Union([Type.String(), Type.Null()])

const Preferences = Type.Object({
  email: Type.Optional(Type.Boolean()),
  sms: Type.Optional(Type.Boolean()),
  postal: Type.Optional(Type.Boolean()),
  whatsapp: Type.Optional(Type.Boolean()),
  push: Type.Optional(Type.Boolean()),
  webPush: Type.Optional(Type.Boolean()),
  inApp: Type.Optional(Type.Boolean()),
  onSite: Type.Optional(Type.Boolean()),
  inline: Type.Optional(Type.Boolean()),
})

export const ContactModel = Type.Object({
  id: Type.String(),
  contactType: Type.String(),
  approved: Type.Boolean(),
  attributes: Type.Object({}, { additionalProperties: true }),
  preferences: Preferences,
  consents: Type.Array(
    Type.Object({
      id: Type.String(),
      value: Type.Boolean(),
      date: Type.String({ format: 'date-time' }),
      source: Text,
      comment: Text,
    }),
  ),
  source: Text,
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  version: Type.Integer(),
})

/** As it is at this moment. A channel of which the contact never spoke is absent. */
export function toWireContact(contact: Contact, now: Date): Static<typeof ContactModel> {
  const { attributes, consents, preferences, createdAt, modifiedAt, ...rest } = contact
  return {
    ...rest,
    attributes: { ...attributes, ...computedAttributes(attributes, now) },
    preferences: { ...preferences },
    consents: consents.map(consent => ({ ...consent, date: consent.date.toISOString() })),
    createdAt: createdAt.toISOString(),
    updatedAt: modifiedAt.toISOString(),
  }
}

/** With these attributes only, if any are named. */
export function onlyColumns(
  contact: Static<typeof ContactModel>,
  names: readonly string[] | undefined,
): Static<typeof ContactModel> {
  if (!names) return contact
  const wanted = new Set(names)
  const attributes = Object.entries(contact.attributes).filter(([name]) => wanted.has(name))
  return { ...contact, attributes: Object.fromEntries(attributes) }
}

export const contactParams = Type.Object({ contactId: Type.String() })

const Consents = Type.Array(Type.Unknown(), {
  description: '`{id, value, date?, source?, comment?}` each, a new answer.',
})
const Given = {
  attributes: Type.Optional(
    Type.Object({}, { additionalProperties: true, description: 'What is known of the contact, by name.' }),
  ),
  preferences: Type.Optional(Type.Unknown({ description: `A boolean by channel: ${channels.join(', ')}.` })),
  consents: Type.Optional(Consents),
  source: Type.Optional(Type.String({ description: 'The system that tells.' })),
}

export const NewContactBody = Type.Object(
  {
    ...Given,
    contactType: Type.Optional(Type.String({ description: 'Without it: `Member`.' })),
    approved: Type.Optional(Type.Boolean({ description: 'Without it: true.' })),
  },
  { additionalProperties: false },
)

export const ContactPatchBody = Type.Object(
  {
    ...Given,
    contactType: Type.Optional(Type.String({ description: 'The contact must have what the type asks for.' })),
    approved: Type.Optional(
      Type.Literal(true, { description: 'Approves the contact; it cannot be undone.' }),
    ),
  },
  { additionalProperties: false },
)

export function toNewContact(body: Static<typeof NewContactBody>): NewContact {
  const { attributes = {}, contactType, preferences, consents, source, approved = true } = body
  const given = { ...attributes }
  return { attributes: given, contactType, preferences, consents, source, createAsUnapproved: !approved }
}

export function toContactPatch(body: Static<typeof ContactPatchBody>): ContactPatch {
  const { attributes = {}, preferences, consents, source, approved = false } = body
  return { attributes: { ...attributes }, preferences, consents, source, approve: approved }
}
