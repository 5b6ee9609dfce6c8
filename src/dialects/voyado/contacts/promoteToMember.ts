import Type from 'typebox'
import { defaultContactType } from '../../../domain/contacts/contact-type.ts'
import { changeContactType } from '../../../domain/contacts/update-contact.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, ContactPatchBody, toContactPatch, toVoyadoContact } from './translate.ts'

/**
 * Voyado Engage › Contacts › POST contacts/{contactId}/promoteToMember. The body has what a member must have and the
 * contact lacks, in the form of an update.
 */
export const promoteToMember = operation({
  method: 'POST',
  path: '/contacts/{contactId}/promoteToMember',
  name: 'ContactsV_PromoteToMember',
  summary: 'Make a contact a member',
  tag: 'Contacts',
  scope: 'contacts:write',
  versions: ['v1', 'v2'],
  params: Type.Object({ contactId: Type.String() }),
  headers: Type.Object({
    source: Type.Optional(
      Type.String({ maxLength: 200, description: 'Becomes the source of a contact that has none.' }),
    ),
  }),
  body: ContactPatchBody,
  bodyLimit: 256 * 1024,
  replies: { 200: ContactModel },
  errors: ['InvalidContactId', 'ContactNotFound', 'ValidationError', 'ApprovedContactWithKeyExists'],
  async handle({ write, caller, params, headers, body, now }) {
    const { contactType: _, ...patch } = toContactPatch(body)
    const contact = await write(tx =>
      changeContactType(
        tx,
        caller.tenant,
        params.contactId,
        defaultContactType,
        { ...patch, source: headers.source },
        now,
      ),
    )
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})
