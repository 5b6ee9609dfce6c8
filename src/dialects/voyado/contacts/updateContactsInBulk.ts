import Type from 'typebox'
import { addContactJob } from '../../../domain/contacts/add-contact-job.ts'
import { operation } from '../../../http/operation.ts'
import { BulkBody, bulkBodyLimit, toJobRow } from './bulk.ts'

/** Voyado Engage › Contacts › PATCH contacts/bulk. Each contact is known by the key of its type. */
export const updateContactsInBulk = operation({
  method: 'PATCH',
  path: '/contacts/bulk',
  name: 'ContactBulk_UpdateContactsInBulk',
  summary: 'Update up to 4 000 contacts in the background',
  tag: 'Contacts',
  scope: 'contacts:write',
  query: Type.Object({
    contactType: Type.Optional(
      Type.String({ description: 'Of contacts that name none; without it: Member.' }),
    ),
    avoidTriggeringExport: Type.Optional(
      Type.Boolean({ description: 'Taken and of no effect: nothing is exported.' }),
    ),
  }),
  body: BulkBody,
  bodyLimit: bulkBodyLimit,
  replies: { 200: Type.String() },
  errors: ['ValidationError', 'NoData', 'InvalidContactType', 'TooManyRequests'],
  async handle({ write, caller, body, query, now }) {
    const input = { kind: 'update', contactType: query.contactType, rows: body.map(toJobRow) } as const
    return { status: 200, body: await write(tx => addContactJob(tx, caller.tenant, input, now)) }
  },
})
