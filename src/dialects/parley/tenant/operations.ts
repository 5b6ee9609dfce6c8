import type { Operation } from '../../../http/operation.ts'
import { createKey } from './createKey.ts'
import { getKey } from './getKey.ts'
import { getTenant } from './getTenant.ts'
import { listAudit } from './listAudit.ts'
import { listKeys } from './listKeys.ts'
import { listKeyUses } from './listKeyUses.ts'
import { listScopes } from './listScopes.ts'
import { revokeKey } from './revokeKey.ts'
import { rotateKey } from './rotateKey.ts'
import { updateKey } from './updateKey.ts'
import { updateTenant } from './updateTenant.ts'

export const tenantOperations: readonly Operation[] = [
  getTenant,
  updateTenant,
  listKeys,
  createKey,
  getKey,
  updateKey,
  rotateKey,
  revokeKey,
  listKeyUses,
  listScopes,
  listAudit,
]
