import Type from 'typebox'
import { mergeContacts as merge } from '../../../domain/contacts/merge-contacts.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { ContactModel, contactParams, toWireContact } from './translate.ts'

/** Makes one contact of two: the one in the path stays and takes over what the other has. */
export const mergeContacts = operation({
  method: 'POST',
  path: '/contacts/{contactId}/merge',
  name: 'mergeContacts',
  summary: 'Merge another contact into this one',
  tag: 'Contacts',
  scope: 'contacts:write',
  params: contactParams,
  body: Type.Object({ contactId: Type.String({ description: 'The contact that goes.' }) }),
  replies: { 200: ContactModel },
  errors: ['contact-not-found', 'contact-id-invalid', 'contact-merge-invalid', 'contact-invalid'],
  async handle({ write, clock, caller, params, body, now }) {
    const ends = { into: params.contactId, from: body.contactId, actor: actorOf(caller) }
    const contact = await write(tx => merge(tx, caller.tenant, ends, now, clock.wall()))
    return { status: 200, body: toWireContact(contact, now), headers: etag(contact.version) }
  },
})
