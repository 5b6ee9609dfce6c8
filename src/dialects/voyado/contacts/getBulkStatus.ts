import Type from 'typebox'
import { readContactJob } from '../../../domain/contacts/read-contact-job.ts'
import { operation } from '../../../http/operation.ts'
import { BulkStatus, toVoyadoStatus } from './bulk.ts'

/** Voyado Engage › Contacts › GET contacts/bulk/status. The vendor does not tell the shape of the answer. */
export const getBulkStatus = operation({
  method: 'GET',
  path: '/contacts/bulk/status',
  name: 'ContactBulk_GetBulkStatus',
  summary: 'Read how far a batch of contacts is',
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object({ batchId: Type.String() }),
  replies: { 200: BulkStatus },
  errors: ['BatchNotFound'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toVoyadoStatus(await readContactJob(db, caller.tenant, query.batchId)) }
  },
})
