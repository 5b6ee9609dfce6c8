import Type from 'typebox'
import { changeContactType } from '../../../domain/contacts/update-contact.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, toVoyadoContact } from './translate.ts'

/** Voyado Engage › Contacts › POST contacts/{contactId}/updateContactType. Served for every type in every version. */
export const updateContactType = operation({
  method: 'POST',
  path: '/contacts/{contactId}/updateContactType',
  name: 'ContactsV_UpdateContactType',
  summary: 'Give a contact another type',
  tag: 'Contacts',
  scope: 'contacts:write',
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object({ contactTypeId: Type.String({ description: 'In any letter case.' }) }),
  replies: { 200: ContactModel },
  errors: [
    'InvalidContactId',
    'ContactNotFound',
    'InvalidContactType',
    'ValidationError',
    'ApprovedContactWithKeyExists',
  ],
  async handle({ write, caller, params, query, now }) {
    const contact = await write(tx =>
      changeContactType(tx, caller.tenant, params.contactId, query.contactTypeId, {}, now),
    )
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})
