import Type from 'typebox'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { listSegmentsOf } from '../../../domain/segments/read-segments.ts'
import { operation } from '../../../http/operation.ts'

/** By name. */
export const listContactSegments = operation({
  method: 'GET',
  path: '/contacts/{contactId}/segments',
  name: 'listContactSegments',
  summary: 'List the segments that a contact is in',
  tag: 'Segments',
  scope: 'segments:read',
  params: Type.Object({ contactId: Type.String() }),
  replies: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          enteredAt: Type.String({ format: 'date-time' }),
        }),
      ),
    }),
  },
  errors: ['contact-id-invalid', 'contact-not-found'],
  async handle({ db, caller, params }) {
    const { id } = await readContact(db, caller.tenant, params.contactId)
    const items = await listSegmentsOf(db, caller.tenant.id, id)
    return {
      status: 200,
      body: { items: items.map(item => ({ ...item, enteredAt: item.enteredAt.toISOString() })) },
    }
  },
})
