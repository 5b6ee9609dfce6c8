import type { Operation } from '../../../http/operation.ts'
import { defineBusinessEvent } from './defineBusinessEvent.ts'
import { listBusinessEvents } from './listBusinessEvents.ts'
import { tellBusinessEvent } from './tellBusinessEvent.ts'
import { undefineBusinessEvent } from './undefineBusinessEvent.ts'

export const businessEventOperations: readonly Operation[] = [
  listBusinessEvents,
  defineBusinessEvent,
  undefineBusinessEvent,
  tellBusinessEvent,
]
