import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { TenantModel, toWireTenant } from './translate.ts'

export const getTenant = operation({
  method: 'GET',
  path: '/tenant',
  name: 'getTenant',
  summary: 'The tenant of the key, and its settings',
  tag: 'Tenant',
  scope: 'tenant:read',
  replies: { 200: TenantModel },
  async handle({ caller }) {
    const tenant = toWireTenant(caller.tenant)
    return { status: 200, body: tenant, headers: etag(tenant.version) }
  },
})
