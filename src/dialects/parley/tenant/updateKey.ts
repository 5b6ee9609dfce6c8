import Type from 'typebox'
import { changeKey } from '../../../domain/accounts/change-key.ts'
import { accountInputInvalid, keyNotFound } from '../../../domain/accounts/errors.ts'
import { listKeys, readOwnerNames } from '../../../domain/accounts/list-accounts.ts'
import { grantFor } from '../../../domain/people/owner-powers.ts'
import { requireKnownScopes } from '../../../http/known-scopes.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { byOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { readTime } from '../span.ts'
import { KeyModel, toWireKey } from './translate.ts'

const Texts = Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }))

/** A merge patch. The secret stays; processes follow within a second. */
export const updateKey = operation({
  method: 'PATCH',
  path: '/keys/{keyId}',
  name: 'updateKey',
  summary: 'Change what an API key may do, or when it ends',
  tag: 'Keys',
  scope: 'keys:write',
  params: Type.Object({ keyId: Type.String() }),
  headers: Type.Object(ifMatch),
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      scopes: Texts,
      ipAllowList: Texts,
      expiresAt: Type.Optional(
        Type.Union([Type.String(), Type.Null()], { description: 'Null: it does not end.' }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 200: KeyModel },
  errors: [
    'key-not-found',
    'key-owner-not-found',
    'key-too-powerful',
    'account-input-invalid',
    'input-invalid',
    'version-mismatch',
  ],
  async handle({ write, clock, directory, caller, apis, params: { keyId }, headers, body }) {
    if (!isUuid(keyId)) throw keyNotFound(keyId.slice(0, 100))
    const { expiresAt, ...rest } = body
    if (rest.name !== undefined && !isStorableText(rest.name))
      throw accountInputInvalid('The name is no text that can be kept.')
    const end = readTime('/expiresAt', expiresAt ?? undefined) ?? null
    const patch = { ...rest, ...(expiresAt !== undefined && { expiresAt: end }) }
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    const { id: tenantId } = caller.tenant
    const { key, names } = await write(async tx => {
      const by = byOf(caller, clock)
      const known = (await listKeys(tx, tenantId)).find(({ id }) => id === keyId)
      if (known) requireKnownScopes(apis, known.dialect, rest.scopes)
      const grant = await grantFor(tx, tenantId, by.grant, known?.owner)
      const changed = await changeKey(tx, tenantId, keyId, patch, { ...by, grant }, accept)
      return { key: changed, names: await readOwnerNames(tx, tenantId) }
    })
    await directory.refresh()
    return { status: 200, body: toWireKey(key, names), headers: etag(key.version) }
  },
})
