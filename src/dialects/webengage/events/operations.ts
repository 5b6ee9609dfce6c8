import type { Operation } from '../../../http/operation.ts'
import { createEvent } from './createEvent.ts'
import { createEvents } from './createEvents.ts'

export const eventOperations: readonly Operation[] = [createEvent, createEvents]
