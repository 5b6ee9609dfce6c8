import { type CallEnding, claimCalls, settleCalls } from '../domain/automations/perform-calls.ts'
import { createCaller } from './automation-http.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

/** More than the longest attempt takes. */
const leaseMs = 40_000
const perLane = 25

/**
 * Makes the calls of automations. A call is claimed before it is made; whoever dies in the middle leaves it to be made
 * again, under the same Idempotency-Key.
 */
export function automationCallsLoop(parts: WorkerParts, pauseMs = 200) {
  const { database, signal, onError } = parts
  const caller = createCaller(parts.webhooks?.allowPrivate ?? false)
  const loop = every(
    pauseMs,
    async stopping => {
      for (;;) {
        const calls = await claimCalls(database.db, perLane, leaseMs)
        if (calls.length === 0) return
        const endings = await Promise.all(
          calls.map(async (call): Promise<CallEnding> => {
            const headers = { 'user-agent': 'Parley-Automations/1.0', 'idempotency-key': call.id }
            return { call, reply: await caller.call(call.request, headers) }
          }),
        )
        await settleCalls(database.db, endings)
        signal.appended('events', new Set(calls.map(call => call.tenant_id)))
        if (stopping.aborted) return
      }
    },
    error => onError(error, 'automation-calls'),
    signal,
  )
  return {
    async stop() {
      const stopped = loop.stop()
      await Promise.race([stopped, new Promise(resolve => setTimeout(resolve, patienceMs).unref())])
      await caller.close()
      await stopped
    },
  }
}

/** How long a stop waits for what is under way. */
const patienceMs = 4000
