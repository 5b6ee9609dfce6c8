import type { Operation } from '../../../http/operation.ts'
import { defineBusinessEvent } from './defineBusinessEvent.ts'
import { listBusinessEvents } from './listBusinessEvents.ts'
import { saveBusinessEvent } from './saveBusinessEvent.ts'

export const businessOperations: readonly Operation[] = [
  defineBusinessEvent,
  listBusinessEvents,
  saveBusinessEvent,
]
