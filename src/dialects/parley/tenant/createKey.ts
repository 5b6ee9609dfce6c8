import Type from 'typebox'
import { type KeyDialect, keyDialects } from '../../../domain/accounts/api-key.ts'
import { createKey as create } from '../../../domain/accounts/create-key.ts'
import { accountInputInvalid } from '../../../domain/accounts/errors.ts'
import { grantedBy } from '../../../domain/accounts/grant-key.ts'
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
    },
    { additionalProperties: false },
  ),
  replies: { 201: KeyWithSecret },
  errors: ['account-input-invalid', 'key-too-powerful', 'input-invalid'],
  async handle({ write, clock, directory, caller, body }) {
    const { dialect, name, scopes, ipAllowList, expiresAt } = body
    const wall = clock.wall()
    const end = readTime('/expiresAt', expiresAt ?? undefined) ?? null
    if (end && end <= wall) throw accountInputInvalid('expiresAt is in the past.')
    if (!isStorableText(name)) throw accountInputInvalid('The name is no text that can be kept.')
    const wanted = {
      dialect: dialect as KeyDialect,
      name,
      ...(scopes && { scopes }),
      ...(ipAllowList && { ipAllowList }),
      expiresAt: end,
    }
    const granted = grantedBy(grantOf(caller), wanted)
    const { key, secret } = await write(tx => create(tx, caller.tenant.id, granted, actorOf(caller), wall))
    await directory.refresh()
    return { status: 201, body: { ...toWireKey(key), secret } }
  },
})
