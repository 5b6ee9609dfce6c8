import Type from 'typebox'
import { listOutbox as list } from '../../../domain/messaging/read-outbox.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { CapturedModel, toWireCaptured } from './outbox-model.ts'

/** What was captured instead of sent, the newest first, as it would have left. */
export const listOutbox = operation({
  method: 'GET',
  path: '/outbox',
  name: 'listOutbox',
  summary: 'List what was captured instead of sent',
  tag: 'Messages',
  scope: 'messages:read',
  query: Type.Object({
    ...pageQuery,
    contactId: Type.Optional(Type.String()),
    channel: Type.Optional(Type.String()),
    recipient: Type.Optional(
      Type.String({ maxLength: 254, description: 'An address or a number, in normal form.' }),
    ),
  }),
  replies: { 200: pageOf(CapturedModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant.id, query), toWireCaptured) }
  },
})
