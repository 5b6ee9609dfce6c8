import Type, { type Static } from 'typebox'
import {
  type ServiceAccount,
  type ServiceRole,
  serviceRoles,
} from '../../../domain/people/service-account.ts'

export const Roles = Type.Array(
  Type.Unsafe<ServiceRole>(Type.Union(serviceRoles.map(role => Type.Literal(role)))),
  { minItems: 1, maxItems: serviceRoles.length, description: 'What its keys may do of the WebEngage API.' },
)

export const ServiceAccountModel = Type.Object({
  id: Type.String(),
  name: Type.String(),
  roles: Roles,
  isDisabled: Type.Boolean({ description: 'Its keys open nothing while it is.' }),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
})

export const serviceAccountParams = Type.Object({ serviceAccountId: Type.String() })

export function toWireServiceAccount(account: ServiceAccount): Static<typeof ServiceAccountModel> {
  const { id, name, roles, isDisabled, version, createdAt } = account
  return { id, name, roles: [...roles], isDisabled, version, createdAt: createdAt.toISOString() }
}
