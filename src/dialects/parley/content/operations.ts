import type { Operation } from '../../../http/operation.ts'
import { createVisitorToken } from './createVisitorToken.ts'

export const contentOperations: readonly Operation[] = [createVisitorToken]
