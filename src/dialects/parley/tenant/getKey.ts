import Type from 'typebox'
import { keyNotFound } from '../../../domain/accounts/errors.ts'
import { listKeys, readLastUses, readOwnerNames } from '../../../domain/accounts/list-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { toWireUsedKey, UsedKeyModel } from './translate.ts'

export const getKey = operation({
  method: 'GET',
  path: '/keys/{keyId}',
  name: 'getKey',
  summary: 'Read an API key',
  tag: 'Keys',
  scope: 'keys:read',
  params: Type.Object({ keyId: Type.String() }),
  replies: { 200: UsedKeyModel },
  errors: ['key-not-found'],
  async handle({ db, caller, params: { keyId } }) {
    const key = (await listKeys(db, caller.tenant.id)).find(({ id }) => id === keyId)
    if (!key) throw keyNotFound(keyId.slice(0, 100))
    const lastUses = await readLastUses(db, caller.tenant.id, [key.id])
    const names = await readOwnerNames(db, caller.tenant.id)
    return { status: 200, body: toWireUsedKey(key, names, lastUses), headers: etag(key.version) }
  },
})
