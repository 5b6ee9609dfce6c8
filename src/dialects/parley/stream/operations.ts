import type { Operation } from '../../../http/operation.ts'
import { streamFacts } from './streamFacts.ts'

export const streamOperations: readonly Operation[] = [streamFacts]
