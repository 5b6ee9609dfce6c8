import Type from 'typebox'
import { type KeyDialect, type KeyOwner, keyDialects, ownerKinds } from '../../../domain/accounts/api-key.ts'
import { createKey as create } from '../../../domain/accounts/create-key.ts'
import { accountInputInvalid } from '../../../domain/accounts/errors.ts'
import { grantedBy } from '../../../domain/accounts/grant-key.ts'
import { readOwnerNames } from '../../../domain/accounts/list-accounts.ts'
import { grantFor } from '../../../domain/people/owner-powers.ts'
import { requireKnownScopes } from '../../../http/known-scopes.ts'
import { operation } from '../../../http/operation.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { actorOf, grantOf } from '../actor.ts'
import { readTime } from '../span.ts'
import { KeyWithSecret, toWireKey } from './translate.ts'

/** The secret is in this answer and nowhere else. */
export const createKey = operation({
  method: 'POST',
  path: '/keys',
  name: 'createKey',
  summary: 'Make an API key',
  tag: 'Keys',
  scope: 'keys:write',
  isNeverStored: true,
  body: Type.Object(
    {
      dialect: Type.Union(keyDialects.map(name => Type.Literal(name))),
      name: Type.String({ minLength: 1, maxLength: 200, description: 'Which system it is for.' }),
      scopes: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })),
      ipAllowList: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })),
      expiresAt: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      owner: Type.Optional(
        Type.Object(
          {
            kind: Type.Unsafe<KeyOwner['kind']>(Type.Union(ownerKinds.map(kind => Type.Literal(kind)))),
            id: Type.String({ maxLength: 100 }),
          },
          {
            additionalProperties: false,
            description: 'Of a key of the WebEngage API: a person or a service account.',
          },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 201: KeyWithSecret },
  errors: ['account-input-invalid', 'key-owner-not-found', 'key-too-powerful', 'input-invalid'],
  async handle({ write, clock, directory, caller, apis, body }) {
    const { dialect, name, scopes, ipAllowList, expiresAt, owner } = body
    const wall = clock.wall()
    const end = readTime('/expiresAt', expiresAt ?? undefined) ?? null
    if (end && end <= wall) throw accountInputInvalid('expiresAt is in the past.')
    if (!isStorableText(name)) throw accountInputInvalid('The name is no text that can be kept.')
    requireKnownScopes(apis, dialect, scopes)
    const wanted = {
      dialect: dialect as KeyDialect,
      name,
      ...(scopes && { scopes }),
      ...(ipAllowList && { ipAllowList }),
      expiresAt: end,
      ...(owner && { owner }),
    }
    const { id: tenantId } = caller.tenant
    const { key, secret, names } = await write(async tx => {
      const grant = await grantFor(tx, tenantId, grantOf(caller), owner)
      const made = await create(tx, tenantId, grantedBy(grant, wanted), actorOf(caller), wall)
      return { ...made, names: await readOwnerNames(tx, tenantId) }
    })
    await directory.refresh()
    return { status: 201, body: { ...toWireKey(key, names), secret } }
  },
})
