import Type from 'typebox'
import { readServiceAccount } from '../../../domain/people/read-service-accounts.ts'
import { changeServiceAccount } from '../../../domain/people/write-service-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { Roles, ServiceAccountModel, serviceAccountParams, toWireServiceAccount } from './model.ts'

/** Its keys follow within a second, in every process. */
export const updateServiceAccount = operation({
  method: 'PATCH',
  path: '/service-accounts/{serviceAccountId}',
  name: 'updateServiceAccount',
  summary: 'Change the roles of a service account, or disable it',
  tag: 'Keys',
  scope: 'keys:write',
  params: serviceAccountParams,
  headers: Type.Object(ifMatch),
  body: Type.Object(
    { roles: Type.Optional(Roles), isDisabled: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  replies: { 200: ServiceAccountModel },
  errors: ['service-account-not-found', 'service-account-invalid', 'key-too-powerful', 'version-mismatch'],
  async handle({ db, write, clock, directory, caller, params, headers, body }) {
    const { id } = await readServiceAccount(db, caller.tenant.id, params.serviceAccountId)
    const account = await write(tx =>
      changeServiceAccount(tx, caller.tenant.id, id, body, byOf(caller, clock), ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    await directory.refresh()
    return { status: 200, body: toWireServiceAccount(account), headers: etag(account.version) }
  },
})
