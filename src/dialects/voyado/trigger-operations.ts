import type { Operation } from '../../http/operation.ts'
import { triggerByContactId } from './triggers/triggerByContactId.ts'
import { triggerByContactTypeAndKey } from './triggers/triggerByContactTypeAndKey.ts'
import { triggerByExternalContactId } from './triggers/triggerByExternalContactId.ts'
import { triggerBySocialSecurityNumber } from './triggers/triggerBySocialSecurityNumber.ts'

export const triggerOperations: readonly Operation[] = [
  triggerByContactId,
  triggerByContactTypeAndKey,
  triggerByExternalContactId,
  triggerBySocialSecurityNumber,
]
