import Type from 'typebox'
import { updateContact } from '../../../domain/contacts/update-contact.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, ContactPatchBody, toContactPatch, toVoyadoContact } from './translate.ts'

const shared = {
  path: '/contacts/{contactId}',
  summary: 'Change what is given of a contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  params: Type.Object({ contactId: Type.String() }),
  body: ContactPatchBody,
  bodyLimit: 256 * 1024,
  replies: { 200: ContactModel },
  errors: ['InvalidContactId', 'ContactNotFound', 'ValidationError', 'ApprovedContactWithKeyExists'],
} as const

/** Voyado Engage › Contacts › POST contacts/{contactId}, versions 1 and 2. */
export const updateContactV2 = operation({
  ...shared,
  method: 'POST',
  name: 'ContactsV_UpdateContactPost',
  versions: ['v1', 'v2'],
  async handle({ write, caller, params, body, now }) {
    const patch = toContactPatch(body)
    const contact = await write(tx => updateContact(tx, caller.tenant, params.contactId, patch, now))
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})

/** Voyado Engage › Contacts › PATCH contacts/{contactId}, version 3. */
export const updateContactV3 = operation({
  ...shared,
  method: 'PATCH',
  name: 'ContactsV_UpdateContactPatch',
  versions: ['v3'],
  async handle({ write, caller, params, body, now }) {
    const patch = toContactPatch(body)
    const contact = await write(tx => updateContact(tx, caller.tenant, params.contactId, patch, now))
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})
