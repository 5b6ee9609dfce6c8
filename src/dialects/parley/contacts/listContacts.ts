import Type from 'typebox'
import { searchContacts } from '../../../domain/contacts/search-contacts.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { readNames } from '../span.ts'
import { contactFilter, readContactQuery, readSorting, Sort } from './contact-filter.ts'
import { ContactModel, onlyColumns, toWireContact } from './translate.ts'

/** Contacts that meet all that is asked, those made last first unless told otherwise. */
export const listContacts = operation({
  method: 'GET',
  path: '/contacts',
  name: 'listContacts',
  summary: 'List contacts, or search them',
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object({
    ...pageQuery,
    ...contactFilter,
    sort: Type.Optional(Sort),
    columns: Type.Optional(
      Type.String({
        maxLength: 2000,
        description: 'The attributes that are wanted, with commas. Without it: all.',
      }),
    ),
  }),
  replies: { 200: pageOf(ContactModel) },
  errors: ['contact-type-unknown', 'contact-search-invalid', 'input-invalid', 'cursor-invalid'],
  async handle({ db, caller, query, now }) {
    const { limit, cursor, sort, columns, ...filter } = query
    const page = { limit, cursor, ...(sort !== undefined && { sorting: readSorting(sort) }) }
    const found = await searchContacts(db, caller.tenant, readContactQuery(filter), page, now)
    const names = readNames(columns)
    return {
      status: 200,
      body: toWirePage(found, contact => onlyColumns(toWireContact(contact, now), names)),
    }
  },
})
