import Type from 'typebox'
import { createContact } from '../../../domain/contacts/create-contact.ts'
import { operation } from '../../../http/operation.ts'
import type { Tx } from '../../../storage/driver.ts'
import { writeWithinDeadline } from './creation-deadline.ts'
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
  async handle({ body, headers, now, ...request }) {
    const { source, storeexternalid: storeExternalId, createasunapproved: createAsUnapproved } = headers
    const input = toNewContact(body, { source, storeExternalId, createAsUnapproved })
    const work = (tx: Tx) => createContact(tx, request.caller.tenant, input, now)
    const contact = await writeWithinDeadline(request, work)
    return { status: 201, body: toVoyadoContact(contact, now) }
  },
})

/** Voyado Engage › Contacts › POST contacts, version 3: the options are query parameters; as headers they are ignored. */
export const createContactV3 = operation({
  ...shared,
  name: 'ContactsV_CreateContact',
  versions: ['v3'],
  query: Type.Object(CreateOptions),
  async handle({ body, query, now, ...request }) {
    const input = toNewContact(body, query)
    const work = (tx: Tx) => createContact(tx, request.caller.tenant, input, now)
    const contact = await writeWithinDeadline(request, work)
    return { status: 201, body: toVoyadoContact(contact, now) }
  },
})
