import Type from 'typebox'
import { readRejected } from '../../../domain/interactions/list-rejected.ts'
import { operation } from '../../../http/operation.ts'
import { RejectedModel, toWireRejected } from './translate.ts'

export const getRejected = operation({
  method: 'GET',
  path: '/rejected-interactions/{rejectedId}',
  name: 'getRejected',
  summary: 'Read a rejected interaction',
  tag: 'Rejected interactions',
  scope: 'interactions:read',
  params: Type.Object({ rejectedId: Type.String() }),
  replies: { 200: RejectedModel },
  errors: ['rejected-interaction-not-found'],
  async handle({ db, caller, params }) {
    const rejected = await readRejected(db, caller.tenant.id, params.rejectedId)
    return { status: 200, body: toWireRejected(rejected) }
  },
})
