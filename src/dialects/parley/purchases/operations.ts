import type { Operation } from '../../../http/operation.ts'
import { getPurchaseFigures } from './getPurchaseFigures.ts'
import { listPurchases } from './listPurchases.ts'

export const purchaseOperations: readonly Operation[] = [listPurchases, getPurchaseFigures]
