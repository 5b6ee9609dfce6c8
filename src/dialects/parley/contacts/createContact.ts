import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { ContactModel, NewContactBody, toNewContact, toWireContact } from './translate.ts'

/** Makes a contact, or takes over the unapproved one that has its key. */
export const createContact = operation({
  method: 'POST',
  path: '/contacts',
  name: 'createContact',
  summary: 'Create a contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  body: NewContactBody,
  bodyLimit: 256 * 1024,
  replies: { 201: ContactModel },
  errors: [
    'contact-empty',
    'contact-type-unknown',
    'contact-invalid',
    'contact-key-exists',
    'contact-being-created',
  ],
  async handle({ contactIntake, caller, body, now, href }) {
    const contact = await contactIntake.create(caller.tenant, { input: toNewContact(body), at: now })
    const headers = { ...etag(contact.version), location: href(`/contacts/${contact.id}`) }
    return { status: 201, body: toWireContact(contact, now), headers }
  },
})
