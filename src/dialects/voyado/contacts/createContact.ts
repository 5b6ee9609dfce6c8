import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { ContactBody, ContactModel, CreateOptions, toNewContact, toVoyadoContact } from './translate.ts'

const shared = {
  method: 'POST',
  path: '/contacts',
  summary: 'Create a contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  body: ContactBody,
  bodyLimit: 256 * 1024,
  replies: { 201: ContactModel },
  errors: [
    'NoData',
    'InvalidContactType',
    'ValidationError',
    'ApprovedContactWithKeyExists',
    'ContactWithKeyIsBeingCreated',
    'RequestTimeOut',
  ],
} as const

/** Voyado Engage › Contacts › POST contacts, versions 1 and 2: the options are request headers. */
export const createContactV2 = operation({
  ...shared,
  name: 'ContactsV_CreateContactHeaderParam',
  versions: ['v1', 'v2'],
  // In lower case, as Node names headers.
  headers: Type.Object({
    source: CreateOptions.source,
    storeexternalid: CreateOptions.storeExternalId,
    createasunapproved: CreateOptions.createAsUnapproved,
  }),
  async handle({ contactIntake, caller, body, headers, now }) {
    const { source, storeexternalid: storeExternalId, createasunapproved: createAsUnapproved } = headers
    const input = toNewContact(body, { source, storeExternalId, createAsUnapproved })
    const { createContactDeadlineMs } = caller.tenant.settings
    const contact = await contactIntake.create(caller.tenant, { input, at: now }, createContactDeadlineMs)
    return { status: 201, body: toVoyadoContact(contact, now) }
  },
})

/** Voyado Engage › Contacts › POST contacts, version 3: the options are query parameters; as headers they are ignored. */
export const createContactV3 = operation({
  ...shared,
  name: 'ContactsV_CreateContact',
  versions: ['v3'],
  query: Type.Object(CreateOptions),
  async handle({ contactIntake, caller, body, query, now }) {
    const input = toNewContact(body, query)
    const { createContactDeadlineMs } = caller.tenant.settings
    const contact = await contactIntake.create(caller.tenant, { input, at: now }, createContactDeadlineMs)
    return { status: 201, body: toVoyadoContact(contact, now) }
  },
})
