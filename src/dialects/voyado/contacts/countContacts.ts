import Type from 'typebox'
import { countContacts as count } from '../../../domain/contacts/count-contacts.ts'
import { operation } from '../../../http/operation.ts'

/** Voyado Engage › Contacts › GET contacts/count. Answers a bare integer; unapproved contacts do not count. */
export const countContacts = operation({
  method: 'GET',
  path: '/contacts/count',
  name: 'ContactsV_Count',
  summary: 'Count the approved contacts',
  tag: 'Contacts',
  scope: 'contacts:read',
  replies: { 200: Type.Integer() },
  async handle({ db, caller }) {
    return { status: 200, body: await count(db, caller.tenant) }
  },
})
