import Type from 'typebox'
import { searchContacts } from '../../../domain/contacts/search-contacts.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { ContactModel, toWireContact } from './translate.ts'

/** Contacts that meet all that is asked, those made last first. */
export const listContacts = operation({
  method: 'GET',
  path: '/contacts',
  name: 'listContacts',
  summary: 'List contacts, or search them',
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object({
    ...pageQuery,
    contactType: Type.Optional(Type.String({ maxLength: 200 })),
    approved: Type.Optional(Type.Boolean()),
    key: Type.Optional(
      Type.String({
        maxLength: 500,
        description:
          'What one is known by: an e-mail address, phone number, personal number, member number or external id.',
      }),
    ),
    search: Type.Optional(
      Type.String({ maxLength: 200, description: 'Beginnings of words of names and keys, in any order.' }),
    ),
  }),
  replies: { 200: pageOf(ContactModel) },
  errors: ['contact-type-unknown', 'contact-search-invalid', 'cursor-invalid'],
  async handle({ db, caller, query, now }) {
    const { contactType, approved, key, search: text, ...page } = query
    const found = await searchContacts(db, caller.tenant, { contactType, approved, key, text }, page, now)
    return { status: 200, body: toWirePage(found, contact => toWireContact(contact, now)) }
  },
})
