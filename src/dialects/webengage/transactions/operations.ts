import type { Operation } from '../../../http/operation.ts'
import { sendTransaction } from './sendTransaction.ts'
import { sendTransactions } from './sendTransactions.ts'

export const transactionOperations: readonly Operation[] = [sendTransaction, sendTransactions]
