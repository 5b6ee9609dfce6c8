import Type from 'typebox'
import { contactTypeMissing } from '../../../domain/contacts/errors.ts'
import { findContactId } from '../../../domain/contacts/find-contact-ids.ts'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { operation } from '../../../http/operation.ts'
import {
  ContactModel,
  ContactSearchQuery,
  searchErrors,
  toContactSearch,
  toVoyadoContact,
} from './translate.ts'

/**
 * Voyado Engage › Contacts › GET contactoverview. By id, or by a key together with the contact type. The rest of what the
 * vendor tells is not known: the answer is the contact.
 */
export const getContactOverview = operation({
  method: 'GET',
  path: '/contactoverview',
  name: 'ContactOverview_GetContactOverviewAsync',
  summary: 'Read all about one contact',
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object({ contactId: Type.Optional(Type.String()), ...ContactSearchQuery }),
  replies: { 200: ContactModel },
  errors: ['InvalidContactId', ...searchErrors],
  async handle({ db, caller, query, now }) {
    const { contactId, ...search } = query
    const id = contactId?.trim() || (await findId())
    return { status: 200, body: toVoyadoContact(await readContact(db, caller.tenant, id), now) }

    async function findId() {
      if (!search.contactType?.trim()) throw contactTypeMissing()
      return findContactId(db, caller.tenant, toContactSearch(search), now)
    }
  },
})
