import Type from 'typebox'
import { addContactJob } from '../../../domain/contacts/add-contact-job.ts'
import { operation } from '../../../http/operation.ts'
import { BulkBody, bulkBodyLimit, toJobRow } from './bulk.ts'

/** Voyado Engage › Contacts › POST contacts/bulk. Answers 200 with the id of the batch as a bare string. */
export const createContactsInBulk = operation({
  method: 'POST',
  path: '/contacts/bulk',
  name: 'ContactBulk_CreateContactsInBulk',
  summary: 'Create up to 4 000 contacts in the background',
  tag: 'Contacts',
  scope: 'contacts:write',
  query: Type.Object({
    contactType: Type.Optional(
      Type.String({ description: 'Of contacts that name none; without it: Member.' }),
    ),
  }),
  body: BulkBody,
  bodyLimit: bulkBodyLimit,
  replies: { 200: Type.String() },
  errors: ['ValidationError', 'NoData', 'InvalidContactType', 'TooManyRequests'],
  async handle({ write, caller, body, query, now }) {
    const input = { kind: 'create', contactType: query.contactType, rows: body.map(toJobRow) } as const
    return { status: 200, body: await write(tx => addContactJob(tx, caller.tenant, input, now)) }
  },
})
