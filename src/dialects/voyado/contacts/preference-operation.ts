import Type from 'typebox'
import type { Channel } from '../../../domain/contacts/contact.ts'
import { updateContact } from '../../../domain/contacts/update-contact.ts'
import { operation } from '../../../http/operation.ts'
import { ContactModel, toVoyadoContact } from './translate.ts'

/** What the three operations on preferences have in common. */
export const preferenceOperation = (channel: Channel, path: string, name: string) =>
  operation({
    method: 'POST',
    path: `/contacts/{contactId}/preferences/${path}`,
    name,
    summary: `Set whether a contact accepts ${channel}, which also approves the contact`,
    tag: 'Contacts',
    scope: 'contacts:write',
    params: Type.Object({ contactId: Type.String() }),
    body: Type.Object({ value: Type.Boolean() }, { additionalProperties: true }),
    replies: { 200: ContactModel },
    errors: ['ValidationError', 'InvalidContactId', 'ContactNotFound'],
    async handle({ write, caller, params, body, now }) {
      const patch = { preferences: { [channel]: body.value }, approve: true }
      const contact = await write(tx => updateContact(tx, caller.tenant, params.contactId, patch, now))
      return { status: 200, body: toVoyadoContact(contact, now) }
    },
  })

/** What the two operations that unsubscribe have in common. */
export const unsubscribeOperation = (channel: Channel, path: string, name: string) =>
  operation({
    method: 'POST',
    path: `/contacts/{contactId}/${path}`,
    name,
    summary: `Unsubscribe a contact from ${channel}, as the link in a message does`,
    tag: 'Contacts',
    scope: 'contacts:write',
    params: Type.Object({ contactId: Type.String() }),
    query: Type.Object({
      messageId: Type.Optional(
        Type.String({
          maxLength: 200,
          description: 'In which message the link was. Without it: the last one.',
        }),
      ),
    }),
    replies: { 200: ContactModel },
    errors: ['InvalidContactId', 'ContactNotFound'],
    async handle({ write, caller, params, now }) {
      const patch = { preferences: { [channel]: false } }
      const contact = await write(tx => updateContact(tx, caller.tenant, params.contactId, patch, now))
      return { status: 200, body: toVoyadoContact(contact, now) }
    },
  })
