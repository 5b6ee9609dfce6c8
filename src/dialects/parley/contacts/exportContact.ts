import { Readable } from 'node:stream'
import Type from 'typebox'
import { type ContactExport, exportContact as readAll } from '../../../domain/contacts/export-contact.ts'
import { type ReceivedBody, readBodies } from '../../../domain/interactions/read-bodies.ts'
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
      bodies: Type.Array(Type.Object({ interactionId: Type.String(), body: Type.String() }), {
        description: 'All interactions as they were received, byte for byte.',
      }),
    }),
  },
  errors: ['contact-not-found'],
  async handle({ db, blobs, write, clock, caller, params, now }) {
    const found = await write(tx =>
      readAll(tx, caller.tenant, params.contactId, actorOf(caller), clock.wall()),
    )
    const { contact, incomplete } = found
    const head = { exportedAt: now.toISOString(), contact: toWireContact(contact, now), incomplete }
    const bodies = readBodies(db, blobs, caller.tenant.id, contact.id)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="contact-${contact.id}.json"`,
    }
    const stream = Readable.from(textOf(head, found.kept, bodies), { highWaterMark: 1 })
    return { status: 200, stream, body: { ...head, kept: {}, bodies: [] }, headers }
  },
})

/** One JSON object, kind by kind and body by body, so that no more than one is in memory. */
async function* textOf(
  head: object,
  kept: ContactExport['kept'],
  bodies: AsyncIterable<ReceivedBody>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"kept":{`
  let comma = ''
  for (const [kind, json] of kept) {
    yield `${comma}${JSON.stringify(kind)}:${json}`
    comma = ','
  }
  yield '},"bodies":['
  comma = ''
  for await (const body of bodies) {
    yield comma + JSON.stringify(body)
    comma = ','
  }
  yield ']}'
}
