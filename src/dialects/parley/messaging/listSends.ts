import Type from 'typebox'
import { listSends as list } from '../../../domain/messaging/read-sends.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { SendModel, SendStateModel, toWireSend } from './send-model.ts'

/** The newest first. */
export const listSends = operation({
  method: 'GET',
  path: '/sends',
  name: 'listSends',
  summary: 'List sends, and why some did not go',
  tag: 'Messages',
  scope: 'messages:read',
  query: Type.Object({
    ...pageQuery,
    contactId: Type.Optional(Type.String()),
    templateId: Type.Optional(Type.String()),
    campaignId: Type.Optional(Type.String({ description: 'Of a broadcast.' })),
    originId: Type.Optional(Type.String({ maxLength: 200, description: 'Of an automation: the run.' })),
    channel: Type.Optional(Type.String()),
    state: Type.Optional(SendStateModel),
  }),
  replies: { 200: pageOf(SendModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant.id, query), toWireSend) }
  },
})
