import Type from 'typebox'
import { keyNotFound } from '../../../domain/accounts/errors.ts'
import { listKeyUses as list } from '../../../domain/accounts/list-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'

const Use = Type.Object({
  userAgent: Type.String(),
  apiVersion: Type.String(),
  requests: Type.Integer({ description: 'Those that were let in.' }),
  refused: Type.Integer({
    description: 'Those that were not: from another address, without the scope, too many.',
  }),
  firstSeenAt: Type.String({ format: 'date-time' }),
  lastSeenAt: Type.String({ format: 'date-time' }),
})

/** Counted every few seconds; at most 200, the latest first. */
export const listKeyUses = operation({
  method: 'GET',
  path: '/keys/{keyId}/uses',
  name: 'listKeyUses',
  summary: 'Which systems call with a key',
  tag: 'Keys',
  scope: 'keys:read',
  params: Type.Object({ keyId: Type.String() }),
  replies: { 200: Type.Object({ items: Type.Array(Use) }) },
  errors: ['key-not-found'],
  async handle({ db, caller, params: { keyId } }) {
    if (!isUuid(keyId)) throw keyNotFound(keyId.slice(0, 100))
    const uses = await list(db, caller.tenant.id, keyId)
    const items = uses.map(({ userAgent, apiVersion, requests, refused, firstSeenAt, lastSeenAt }) => ({
      userAgent,
      apiVersion,
      requests,
      refused,
      firstSeenAt: firstSeenAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    }))
    return { status: 200, body: { items } }
  },
})
