import Type from 'typebox'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { sendInvalid } from '../../../domain/messaging/errors.ts'
import { addressName, givenAddress } from '../../../domain/messaging/given-address.ts'
import { queueSends } from '../../../domain/messaging/queue-sends.ts'
import { readSend } from '../../../domain/messaging/read-sends.ts'
import { readTemplate } from '../../../domain/messaging/read-templates.ts'
import { operation } from '../../../http/operation.ts'
import { newId } from '../../../kernel/ids.ts'
import { idOf } from '../actor.ts'
import { SendModel, toWireSend } from './send-model.ts'
import { queued, timeNamed } from './send-times.ts'

/** Queues one message to one contact. With the key of an earlier one it answers that one, with status 200. */
export const createSend = operation({
  method: 'POST',
  path: '/sends',
  name: 'createSend',
  summary: 'Send a message to a contact',
  tag: 'Messages',
  scope: 'messages:write',
  body: Type.Object({
    contactId: Type.String(),
    templateId: Type.String(),
    context: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'What the template may use: `token`, `interaction` …; with `overrideAddress` it goes there instead of to the contact.',
      }),
    ),
    dedupeKey: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 400,
        description: 'Of all sends with the same key one is made.',
      }),
    ),
    dueAt: Type.Optional(Type.String({ description: 'Not before then.' })),
    expiresAt: Type.Optional(Type.String({ description: 'Not after then.' })),
  }),
  replies: { 200: SendModel, 201: SendModel },
  errors: ['contact-not-found', 'contact-id-invalid', 'template-not-found', 'send-invalid'],
  async handle({ write, caller, body, now, href }) {
    const { tenant } = caller
    const { context = {} } = body
    const dedupeKey = `api:${body.dedupeKey ?? newId()}`
    const times = { ...timeNamed('dueAt', body.dueAt), ...timeNamed('expiresAt', body.expiresAt) }
    const { send, isNew } = await write(async tx => {
      const template = await readTemplate(tx, tenant.id, body.templateId)
      const contact = await readContact(tx, tenant, body.contactId)
      // Else it would go to the contact, whom somebody meant to spare.
      if (Object.hasOwn(context, addressName) && !givenAddress(context, template.channel, now))
        throw sendInvalid([
          {
            field: `context.${addressName}`,
            message: `must be an address on the channel ${template.channel}`,
          },
        ])
      const wanted = {
        contactId: contact.id,
        templateId: template.id,
        channel: template.channel,
        origin: { kind: 'api', id: idOf(caller) } as const,
        context,
        dedupeKey,
        ...times,
      }
      const [outcome] = await queueSends(tx, tenant.id, [wanted], now)
      const { id, isNew } = queued(outcome)
      return { send: await readSend(tx, tenant.id, id), isNew }
    })
    return {
      status: isNew ? 201 : 200,
      body: toWireSend(send),
      headers: { location: href(`/sends/${send.id}`) },
    }
  },
})
