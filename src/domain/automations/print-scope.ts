import { userScope } from '../messaging/user-scope.ts'
import type { Results, RunEntry } from './run.ts'
import type { Scope } from './value-test.ts'
import type { Walker } from './walker.ts'

/** What texts of steps may print: what paths lead into, and the same as templates written for WebEngage name it. */
export function printScope({ scope, run, results, contact }: Walker): Scope {
  return {
    ...scope,
    ...journeyScope(results),
    event: { ...customEvent(run.entry), ...(scope.event as object) },
    user: userScope({ attributes: contact?.attributes ?? {} }),
  }
}

/** `event['custom']['Order Placed']['custom']['Order ID']`. */
export function customEvent({ schemaId, data = {} }: RunEntry): object {
  return typeof schemaId === 'string' ? { custom: Object.fromEntries([[schemaId, { custom: data }]]) } : {}
}

/**
 * `journey['state-12'].custom['Cart Value']`: what the step of that name waited for. `api['state-12'].path.to.value`: the
 * reply of the call that is saved under that name. Nothing where there is neither.
 */
export function journeyScope({ captured, replies }: Results): object {
  return {
    ...(captured && { journey: mapValues(captured, custom => ({ custom })) }),
    ...(replies && { api: mapValues(replies, reply => (reply as { body?: unknown }).body) }),
  }
}

const mapValues = <T>(record: Readonly<Record<string, T>>, map: (value: T) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
