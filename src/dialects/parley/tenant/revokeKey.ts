import Type from 'typebox'
import { keyNotFound } from '../../../domain/accounts/errors.ts'
import { revokeKey as revoke } from '../../../domain/accounts/revoke-key.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { actorOf } from '../actor.ts'

export const revokeKey = operation({
  method: 'DELETE',
  path: '/keys/{keyId}',
  name: 'revokeKey',
  summary: 'End an API key for good',
  tag: 'Keys',
  scope: 'keys:write',
  params: Type.Object({ keyId: Type.String() }),
  replies: { 204: null },
  errors: ['key-not-found'],
  async handle({ write, clock, directory, caller, params: { keyId } }) {
    if (!isUuid(keyId)) throw keyNotFound(keyId.slice(0, 100))
    await write(tx => revoke(tx, caller.tenant.id, keyId, actorOf(caller), clock.wall()))
    await directory.refresh()
    return { status: 204 }
  },
})
