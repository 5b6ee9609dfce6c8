import Type from 'typebox'
import { listServiceAccounts as list } from '../../../domain/people/read-service-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { ServiceAccountModel, toWireServiceAccount } from './model.ts'

export const listServiceAccounts = operation({
  method: 'GET',
  path: '/service-accounts',
  name: 'listServiceAccounts',
  summary: 'List the service accounts of the tenant, by name',
  tag: 'Keys',
  scope: 'keys:read',
  replies: { 200: Type.Object({ items: Type.Array(ServiceAccountModel) }) },
  async handle({ db, caller }) {
    const accounts = await list(db, caller.tenant.id)
    return { status: 200, body: { items: accounts.map(toWireServiceAccount) } }
  },
})
