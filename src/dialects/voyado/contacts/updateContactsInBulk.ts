import Type from 'typebox'
import { addContactJob } from '../../../domain/contacts/add-contact-job.ts'
import { operation } from '../../../http/operation.ts'
import { TypeOfMany, takesMany, toJobRow } from './bulk.ts'

/** Voyado Engage › Contacts › PATCH contacts/bulk. Each contact is known by the key of its type. */
export const updateContactsInBulk = operation({
  ...takesMany,
  method: 'PATCH',
  name: 'ContactBulk_UpdateContactsInBulk',
  summary: 'Update up to 4 000 contacts in the background',
  query: Type.Object({
    contactType: TypeOfMany,
    avoidTriggeringExport: Type.Optional(
      Type.Boolean({ description: 'Taken and of no effect: nothing is exported.' }),
    ),
  }),
  async handle({ write, caller, body, query, now }) {
    const input = { kind: 'update', contactType: query.contactType, rows: body.map(toJobRow) } as const
    return { status: 200, body: await write(tx => addContactJob(tx, caller.tenant, input, now)) }
  },
})
