import Type from 'typebox'
import { suppressAddress as suppress } from '../../../domain/messaging/suppression.ts'
import { operation } from '../../../http/operation.ts'

export const suppressAddress = operation({
  method: 'POST',
  path: '/suppressions',
  name: 'suppressAddress',
  summary: 'Send nothing to an address any more',
  tag: 'Messages',
  scope: 'messages:write',
  body: Type.Object({
    channel: Type.String(),
    address: Type.String({ maxLength: 400 }),
    detail: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  replies: { 204: null },
  errors: ['suppression-invalid'],
  async handle({ write, caller, body, now }) {
    await write(tx => suppress(tx, caller.tenant.id, body, now))
    return { status: 204 }
  },
})
