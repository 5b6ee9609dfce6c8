import Type from 'typebox'
import type { KeyDialect } from '../../../domain/accounts/api-key.ts'
import { keyNotFound } from '../../../domain/accounts/errors.ts'
import { grantedBy } from '../../../domain/accounts/grant-key.ts'
import { listKeys, readOwnerNames } from '../../../domain/accounts/list-accounts.ts'
import { rotateKey as rotate } from '../../../domain/accounts/rotate-key.ts'
import { grantFor } from '../../../domain/people/owner-powers.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf, grantOf } from '../actor.ts'
import { KeyWithSecret, toWireKey } from './translate.ts'

/** Gives a key a successor with the same name, owner, scopes and addresses. */
export const rotateKey = operation({
  method: 'POST',
  path: '/keys/{keyId}/rotate',
  name: 'rotateKey',
  summary: 'Replace an API key',
  tag: 'Keys',
  scope: 'keys:write',
  isNeverStored: true,
  params: Type.Object({ keyId: Type.String() }),
  isBodyOptional: true,
  body: Type.Object(
    {
      graceSeconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 2_592_000,
          description: 'So long the old one goes on. Without it: 0.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 201: KeyWithSecret },
  errors: ['key-not-found', 'key-owner-not-found', 'key-too-powerful'],
  async handle({ write, clock, directory, caller, params, body }) {
    const { id: tenantId } = caller.tenant
    const { key, secret, names } = await write(async tx => {
      const old = (await listKeys(tx, tenantId)).find(({ id }) => id === params.keyId)
      if (!old) throw keyNotFound(params.keyId.slice(0, 100))
      const grant = await grantFor(tx, tenantId, grantOf(caller), old.owner)
      grantedBy(grant, { ...old, dialect: old.dialect as KeyDialect })
      const graceMs = (body.graceSeconds ?? 0) * 1000
      const made = await rotate(tx, tenantId, old.id, graceMs, actorOf(caller), clock.wall())
      return { ...made, names: await readOwnerNames(tx, tenantId) }
    })
    await directory.refresh()
    return { status: 201, body: { ...toWireKey(key, names), secret } }
  },
})
