import type { Operation } from '../../../http/operation.ts'
import { createKey } from './createKey.ts'
import { getTenant } from './getTenant.ts'
import { listAudit } from './listAudit.ts'
import { listKeys } from './listKeys.ts'
import { listKeyUses } from './listKeyUses.ts'
import { revokeKey } from './revokeKey.ts'
import { rotateKey } from './rotateKey.ts'
import { updateTenant } from './updateTenant.ts'

export const tenantOperations: readonly Operation[] = [
  getTenant,
  updateTenant,
  listKeys,
  createKey,
  rotateKey,
  revokeKey,
  listKeyUses,
  listAudit,
]
