import Type from 'typebox'
import { findContactByKey } from '../../../domain/contacts/find-contact-by-key.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, toVoyadoContact } from './translate.ts'

/** Voyado Engage › Contacts › GET contacts/{contactType}/byexternalid/{externalId}. */
export const getContactByExternalId = operation({
  method: 'GET',
  path: '/contacts/{contactType}/byexternalid/{externalId}',
  name: 'ContactsV_GetContactByExternalIdAsync',
  summary: 'Read a contact by its external id',
  tag: 'Contacts',
  scope: 'contacts:read',
  params: Type.Object({ contactType: Type.String(), externalId: Type.String() }),
  replies: { 200: ContactModel },
  errors: ['InvalidContactType', 'InvalidSearchQuery', 'ContactNotFound', 'MultipleMatches'],
  async handle({ db, caller, params, now }) {
    const key = { kind: 'externalId', text: params.externalId } as const
    const contact = await findContactByKey(db, caller.tenant, params.contactType, key, now)
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})
