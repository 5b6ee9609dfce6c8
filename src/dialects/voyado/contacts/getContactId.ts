import Type from 'typebox'
import { findContactId } from '../../../domain/contacts/find-contact-ids.ts'
import { operation } from '../../../http/operation.ts'
import { ContactSearchQuery, searchErrors, toContactSearch } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/id. Answers the bare id; a contact must match all that is given. */
export const getContactId = operation({
  method: 'GET',
  path: '/contacts/id',
  name: 'ContactOverview_GetContactIdAsync',
  summary: "Find a contact's id",
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object(ContactSearchQuery),
  replies: { 200: Type.String() },
  errors: searchErrors,
  async handle({ db, caller, query, now }) {
    return { status: 200, body: await findContactId(db, caller.tenant, toContactSearch(query), now) }
  },
})
