import { readContactOrHeir } from '../../../domain/contacts/read-contact-or-heir.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { ContactModel, contactParams, toWireContact } from './translate.ts'

/** One contact as it is now. */
export const getContact = operation({
  method: 'GET',
  path: '/contacts/{contactId}',
  name: 'getContact',
  summary: 'Read a contact',
  tag: 'Contacts',
  scope: 'contacts:read',
  params: contactParams,
  replies: { 200: ContactModel },
  errors: ['contact-id-invalid', 'contact-not-found', 'contact-merged'],
  async handle({ db, caller, params, now }) {
    const contact = await readContactOrHeir(db, caller.tenant, params.contactId)
    return { status: 200, body: toWireContact(contact, now), headers: etag(contact.version) }
  },
})
