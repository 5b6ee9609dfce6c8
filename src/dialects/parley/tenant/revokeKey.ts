import Type from 'typebox'
import { keyNotFound } from '../../../domain/accounts/errors.ts'
import { revokeKey as revoke } from '../../../domain/accounts/revoke-key.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { actorOf } from '../actor.ts'
import { ifMatch, requireMatch } from '../etag.ts'

export const revokeKey = operation({
  method: 'DELETE',
  path: '/keys/{keyId}',
  name: 'revokeKey',
  summary: 'End an API key for good',
  tag: 'Keys',
  scope: 'keys:write',
  params: Type.Object({ keyId: Type.String() }),
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['key-not-found', 'version-mismatch'],
  async handle({ write, clock, directory, caller, headers, params: { keyId } }) {
    if (!isUuid(keyId)) throw keyNotFound(keyId.slice(0, 100))
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    await write(tx => revoke(tx, caller.tenant.id, keyId, actorOf(caller), clock.wall(), accept))
    await directory.refresh()
    return { status: 204 }
  },
})
