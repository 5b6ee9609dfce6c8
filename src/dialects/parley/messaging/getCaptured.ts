import { readCaptured } from '../../../domain/messaging/read-outbox.ts'
import { operation } from '../../../http/operation.ts'
import { CapturedModel, toWireCaptured } from './outbox-model.ts'
import { sendParams } from './send-model.ts'

export const getCaptured = operation({
  method: 'GET',
  path: '/outbox/{sendId}',
  name: 'getCaptured',
  summary: 'Read a captured message as it would have left',
  tag: 'Messages',
  scope: 'messages:read',
  params: sendParams,
  replies: { 200: CapturedModel },
  errors: ['send-not-found'],
  async handle({ db, caller, params }) {
    return { status: 200, body: toWireCaptured(await readCaptured(db, caller.tenant.id, params.sendId)) }
  },
})
