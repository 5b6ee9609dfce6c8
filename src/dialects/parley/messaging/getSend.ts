import { readSend } from '../../../domain/messaging/read-sends.ts'
import { operation } from '../../../http/operation.ts'
import { SendModel, sendParams, toWireSend } from './send-model.ts'

export const getSend = operation({
  method: 'GET',
  path: '/sends/{sendId}',
  name: 'getSend',
  summary: 'Read a send',
  tag: 'Messages',
  scope: 'messages:read',
  params: sendParams,
  replies: { 200: SendModel },
  errors: ['send-not-found'],
  async handle({ db, caller, params }) {
    return { status: 200, body: toWireSend(await readSend(db, caller.tenant.id, params.sendId)) }
  },
})
