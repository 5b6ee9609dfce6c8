import Type from 'typebox'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, toVoyadoContact } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}. */
export const getContact = operation({
  method: 'GET',
  path: '/contacts/{contactId}',
  name: 'ContactsV_GetContactById',
  summary: 'Read a contact',
  tag: 'Contacts',
  scope: 'contacts:read',
  params: Type.Object({ contactId: Type.String() }),
  replies: { 200: ContactModel },
  errors: ['InvalidContactId', 'ContactNotFound'],
  async handle({ db, caller, params, now }) {
    return { status: 200, body: toVoyadoContact(await readContact(db, caller.tenant, params.contactId), now) }
  },
})
