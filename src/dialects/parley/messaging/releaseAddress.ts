import Type from 'typebox'
import { releaseAddress as release } from '../../../domain/messaging/suppression.ts'
import { operation } from '../../../http/operation.ts'

export const releaseAddress = operation({
  method: 'DELETE',
  path: '/suppressions/{channel}/{address}',
  name: 'releaseAddress',
  summary: 'Let an address be sent to again',
  tag: 'Messages',
  scope: 'messages:write',
  params: Type.Object({ channel: Type.String(), address: Type.String({ maxLength: 400 }) }),
  replies: { 204: null },
  errors: ['suppression-not-found', 'suppression-invalid'],
  async handle({ write, caller, params, now }) {
    await write(tx => release(tx, caller.tenant.id, params, now))
    return { status: 204 }
  },
})
