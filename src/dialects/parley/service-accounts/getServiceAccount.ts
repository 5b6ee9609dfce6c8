import { readServiceAccount } from '../../../domain/people/read-service-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { ServiceAccountModel, serviceAccountParams, toWireServiceAccount } from './model.ts'

export const getServiceAccount = operation({
  method: 'GET',
  path: '/service-accounts/{serviceAccountId}',
  name: 'getServiceAccount',
  summary: 'Read a service account',
  tag: 'Keys',
  scope: 'keys:read',
  params: serviceAccountParams,
  replies: { 200: ServiceAccountModel },
  errors: ['service-account-not-found'],
  async handle({ db, caller, params }) {
    const account = await readServiceAccount(db, caller.tenant.id, params.serviceAccountId)
    return { status: 200, body: toWireServiceAccount(account), headers: etag(account.version) }
  },
})
