import { retrySend as retry } from '../../../domain/messaging/retry-send.ts'
import { operation } from '../../../http/operation.ts'
import { SendModel, sendParams, toWireSend } from './send-model.ts'

/** The contact may then get twice what nobody knew of whether it went. */
export const retrySend = operation({
  method: 'POST',
  path: '/sends/{sendId}/retry',
  name: 'retrySend',
  summary: 'Send once more what failed or is unknown',
  tag: 'Messages',
  scope: 'messages:write',
  params: sendParams,
  replies: { 200: SendModel },
  errors: ['send-not-found', 'send-state-wrong'],
  async handle({ write, caller, params, now }) {
    const send = await write(tx => retry(tx, caller.tenant.id, params.sendId, now))
    return { status: 200, body: toWireSend(send) }
  },
})
