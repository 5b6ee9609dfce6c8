import Type from 'typebox'
import { exportContact as readAll } from '../../../domain/contacts/export-contact.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { ContactModel, contactParams, toWireContact } from './translate.ts'

/** All that is kept of one person, as a file of JSON. Asking is written into the audit trail. */
export const exportContact = operation({
  method: 'GET',
  path: '/contacts/{contactId}/export',
  name: 'exportContact',
  summary: 'All that is kept of one person',
  tag: 'Contacts',
  scope: 'exports:read',
  params: contactParams,
  replies: {
    200: Type.Object({
      exportedAt: Type.String({ format: 'date-time' }),
      contact: ContactModel,
      kept: Type.Object(
        {},
        {
          additionalProperties: Type.Array(Type.Unknown()),
          description: 'Rows as they are stored, by kind.',
        },
      ),
      incomplete: Type.Array(Type.String(), { description: 'Kinds of which there is more.' }),
    }),
  },
  errors: ['contact-not-found'],
  async handle({ write, clock, caller, params, now }) {
    const { contact, kept, incomplete } = await write(tx =>
      readAll(tx, caller.tenant, params.contactId, actorOf(caller), clock.wall()),
    )
    const head = { exportedAt: now.toISOString(), contact: toWireContact(contact, now), incomplete }
    const rows = [...kept].map(([kind, json]) => `${JSON.stringify(kind)}:${json}`)
    const json = `${JSON.stringify(head).slice(0, -1)},"kept":{${rows.join(',')}}}`
    const headers = { 'content-disposition': `attachment; filename="contact-${contact.id}.json"` }
    return { status: 200, json, body: { ...head, kept: {} }, headers }
  },
})
