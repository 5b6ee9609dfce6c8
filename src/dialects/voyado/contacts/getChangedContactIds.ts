import Type from 'typebox'
import { changedContacts } from '../../../domain/contacts/changed-contacts.ts'
import { operation } from '../../../http/operation.ts'
import { toChangeQuery } from './changes.ts'

/** Voyado Engage › Contacts › GET contacts/changes. Answers a bare list of ids; more than 250 000 are refused. */
export const getChangedContactIds = operation({
  method: 'GET',
  path: '/contacts/changes',
  name: 'ContactsV_GetChangedContactIds',
  summary: 'List the contacts that were created, updated or deleted',
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object({
    changeType: Type.String({ description: 'Created, Updated or Deleted.' }),
    fromDate: Type.String({
      description: 'A date-time of ISO 8601, or YYYY-MM-DD HH:mm:ss.SSS; without an offset it is UTC.',
    }),
    toDate: Type.Optional(Type.String({ description: 'The same. Without it: now.' })),
  }),
  replies: { 200: Type.Array(Type.String()) },
  errors: ['ValidationError', 'TooManyChanges'],
  async handle({ db, caller, query, now }) {
    const { changeType, from, to } = toChangeQuery(query, now)
    return { status: 200, body: await changedContacts(db, caller.tenant, changeType, from, to, now) }
  },
})
