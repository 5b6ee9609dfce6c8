import Type from 'typebox'
import { createServiceAccount as create } from '../../../domain/people/write-service-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { Roles, ServiceAccountModel, toWireServiceAccount } from './model.ts'

/** Who makes one may do themselves what its roles are for. */
export const createServiceAccount = operation({
  method: 'POST',
  path: '/service-accounts',
  name: 'createServiceAccount',
  summary: 'Make a service account, which owns keys of the WebEngage API',
  tag: 'Keys',
  scope: 'keys:write',
  body: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 200 }), roles: Roles },
    { additionalProperties: false },
  ),
  replies: { 201: ServiceAccountModel },
  errors: [
    'service-account-invalid',
    'service-account-exists',
    'too-many-service-accounts',
    'key-too-powerful',
  ],
  async handle({ write, clock, caller, body }) {
    const account = await write(tx => create(tx, caller.tenant.id, body, byOf(caller, clock)))
    return { status: 201, body: toWireServiceAccount(account), headers: etag(account.version) }
  },
})
