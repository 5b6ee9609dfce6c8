import Type from 'typebox'
import { deleteContact } from '../../../domain/contacts/delete-contact.ts'
import { operation } from '../../../http/operation.ts'

const Source = Type.Object({
  source: Type.Optional(Type.String({ description: 'The system that deletes the contact.' })),
})

const shared = {
  method: 'DELETE',
  path: '/contacts/{contactId}',
  summary: 'Delete a contact and what it did',
  tag: 'Contacts',
  scope: 'contacts:write',
  params: Type.Object({ contactId: Type.String() }),
  replies: { 200: null },
  errors: ['InvalidContactId', 'ContactNotFound', 'ValidationError'],
} as const

/** Voyado Engage › Contacts › DELETE contacts/{contactId}, versions 1 and 2: the source is a request header. */
export const deleteContactV2 = operation({
  ...shared,
  name: 'ContactsV_DeleteWithHeaderParam',
  versions: ['v1', 'v2'],
  headers: Source,
  async handle({ write, caller, params, headers, now }) {
    await write(tx => deleteContact(tx, caller.tenant, params.contactId, headers.source, now))
    return { status: 200 }
  },
})

/** Voyado Engage › Contacts › DELETE contacts/{contactId}, version 3: the source is a query parameter. */
export const deleteContactV3 = operation({
  ...shared,
  name: 'ContactsV_Delete',
  versions: ['v3'],
  query: Source,
  async handle({ write, caller, params, query, now }) {
    await write(tx => deleteContact(tx, caller.tenant, params.contactId, query.source, now))
    return { status: 200 }
  },
})
