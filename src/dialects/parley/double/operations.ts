import type { Operation } from '../../../http/operation.ts'
import { createFaultRule } from './createFaultRule.ts'
import { clearFaultRules, deleteFaultRule } from './deleteFaultRule.ts'
import { deleteSnapshot } from './deleteSnapshot.ts'
import { getClock } from './getClock.ts'
import { listDue } from './listDue.ts'
import { listFaultRules } from './listFaultRules.ts'
import { listSnapshots } from './listSnapshots.ts'
import { moveClock } from './moveClock.ts'
import { resetTenant } from './resetTenant.ts'
import { takeSnapshot } from './takeSnapshot.ts'

/** For tenants without the mark of production. */
export const doubleOperations: readonly Operation[] = [
  getClock,
  moveClock,
  listDue,
  listFaultRules,
  createFaultRule,
  deleteFaultRule,
  clearFaultRules,
  listSnapshots,
  takeSnapshot,
  deleteSnapshot,
  resetTenant,
]
