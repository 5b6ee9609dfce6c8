import type { Operation } from '../../../http/operation.ts'
import { listRequests } from './listRequests.ts'

export const requestOperations: readonly Operation[] = [listRequests]
