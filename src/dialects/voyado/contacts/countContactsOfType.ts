import Type from 'typebox'
import { countContacts } from '../../../domain/contacts/count-contacts.ts'
import { operation } from '../../../http/operation.ts'

/** Voyado Engage › Contacts › GET contacts/{contactType}/count. Answers a bare integer. */
export const countContactsOfType = operation({
  method: 'GET',
  path: '/contacts/{contactType}/count',
  name: 'ContactsV_CountByContactType',
  summary: 'Count the approved contacts of a type',
  tag: 'Contacts',
  scope: 'contacts:read',
  params: Type.Object({ contactType: Type.String() }),
  replies: { 200: Type.Integer() },
  errors: ['InvalidContactType'],
  async handle({ db, caller, params }) {
    return { status: 200, body: await countContacts(db, caller.tenant, params.contactType) }
  },
})
