import { emptyOutbox as empty } from '../../../domain/messaging/read-outbox.ts'
import { operation } from '../../../http/operation.ts'

/** The sends stay. */
export const emptyOutbox = operation({
  method: 'DELETE',
  path: '/outbox',
  name: 'emptyOutbox',
  summary: 'Take everything out of the outbox',
  tag: 'Messages',
  scope: 'messages:write',
  replies: { 204: null },
  async handle({ write, caller }) {
    await write(tx => empty(tx, caller.tenant.id))
    return { status: 204 }
  },
})
