import { userScope } from '../messaging/user-scope.ts'
import type { RunEntry } from './run.ts'
import type { Scope } from './value-test.ts'
import type { Walker } from './walker.ts'

/** What texts of steps may print: what paths lead into, and the same as templates written for WebEngage name it. */
export function printScope({ scope, run, contact }: Walker): Scope {
  return {
    ...scope,
    event: { ...customEvent(run.entry), ...(scope.event as object) },
    user: userScope({ attributes: contact?.attributes ?? {} }),
  }
}

/** `event['custom']['Order Placed']['custom']['Order ID']`. */
export function customEvent({ schemaId, data = {} }: RunEntry): object {
  return typeof schemaId === 'string' ? { custom: Object.fromEntries([[schemaId, { custom: data }]]) } : {}
}
