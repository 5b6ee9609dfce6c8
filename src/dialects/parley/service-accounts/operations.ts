import type { Operation } from '../../../http/operation.ts'
import { createServiceAccount } from './createServiceAccount.ts'
import { deleteServiceAccount } from './deleteServiceAccount.ts'
import { getServiceAccount } from './getServiceAccount.ts'
import { listServiceAccounts } from './listServiceAccounts.ts'
import { updateServiceAccount } from './updateServiceAccount.ts'

export const serviceAccountOperations: readonly Operation[] = [
  listServiceAccounts,
  createServiceAccount,
  getServiceAccount,
  updateServiceAccount,
  deleteServiceAccount,
]
