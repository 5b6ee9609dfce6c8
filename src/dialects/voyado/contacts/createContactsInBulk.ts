import Type from 'typebox'
import { addContactJob } from '../../../domain/contacts/add-contact-job.ts'
import { operation } from '../../../http/operation.ts'
import { TypeOfMany, takesMany, toJobRow } from './bulk.ts'

/** Voyado Engage › Contacts › POST contacts/bulk. Answers 200 with the id of the batch as a bare string. */
export const createContactsInBulk = operation({
  ...takesMany,
  method: 'POST',
  name: 'ContactBulk_CreateContactsInBulk',
  summary: 'Create up to 4 000 contacts in the background',
  query: Type.Object({ contactType: TypeOfMany }),
  async handle({ write, caller, body, query, now }) {
    const input = { kind: 'create', contactType: query.contactType, rows: body.map(toJobRow) } as const
    return { status: 200, body: await write(tx => addContactJob(tx, caller.tenant, input, now)) }
  },
})
