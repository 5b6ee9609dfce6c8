import Type from 'typebox'
import { findContactByKey } from '../../../domain/contacts/find-contact-by-key.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, toVoyadoContact, withPlus } from './translate.ts'

const shared = {
  method: 'GET',
  summary: 'Read a contact by the key of its type',
  tag: 'Contacts',
  scope: 'contacts:read',
  replies: { 200: ContactModel },
  errors: [
    'InvalidContactType',
    'InvalidEmailAddress',
    'InvalidPhoneNumber',
    'InvalidSocialSecurityNumber',
    'InvalidSearchQuery',
    'ContactNotFound',
  ],
} as const

/** Voyado Engage › Contacts › GET contacts/{contactType}/bykey?keyValue=. The form that the vendor advises. */
export const getContactByKey = operation({
  ...shared,
  path: '/contacts/{contactType}/bykey',
  name: 'ContactsV_GetContactByTypeAndKeyValueAsync',
  params: Type.Object({ contactType: Type.String() }),
  query: Type.Object({ keyValue: Type.String() }),
  async handle({ db, caller, params, query, now }) {
    const key = { text: withPlus(query.keyValue) }
    const contact = await findContactByKey(db, caller.tenant, params.contactType, key, now)
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})

/** Voyado Engage › Contacts › GET contacts/{contactType}/bykey/{keyValue}. The older form. */
export const getContactByKeyInPath = operation({
  ...shared,
  path: '/contacts/{contactType}/bykey/{keyValue}',
  name: 'ContactsV_GetContactByTypeAndKeyValueInUrlAsync',
  params: Type.Object({ contactType: Type.String(), keyValue: Type.String() }),
  async handle({ db, caller, params, now }) {
    const key = { text: params.keyValue }
    const contact = await findContactByKey(db, caller.tenant, params.contactType, key, now)
    return { status: 200, body: toVoyadoContact(contact, now) }
  },
})
