import { claimDue, type DueQueue } from '../../storage/claim.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { type CallReply, type CallRequest, isSuccess, isWorthRetrying, retryDelayMs } from './call.ts'
import { type CallMark, markCalls, selectCallLanes } from './calls.sql.ts'

/** A call that is due and claimed. */
export interface DueCall {
  readonly tenant_id: string
  readonly id: string
  readonly due_at: Date
  readonly leased_until: Date
  readonly automation_id: string
  readonly request: CallRequest
  readonly tries: number
}

const queue: DueQueue = {
  table: 'automation_calls',
  lane: 'automation_id',
  columns: ['automation_id', 'request', 'tries'],
}
const mostLanes = 100

/** Claims calls that are due, at most so many of each automation. */
export async function claimCalls(db: Db, roomPerLane: number, leaseMs: number): Promise<DueCall[]> {
  const lanes = await selectCallLanes(db, mostLanes)
  return claimDue<DueCall>(
    db,
    queue,
    lanes.map(lane => ({ tenantId: lane.tenant_id, laneId: lane.automation_id, room: roomPerLane })),
    leaseMs,
  )
}

export interface CallEnding {
  readonly call: DueCall
  readonly reply: CallReply
}

/** Writes what came of attempts: succeeded, due again later, or failed for good. Runs that wait for it are due then. */
export async function settleCalls(db: Db, endings: readonly CallEnding[]): Promise<void> {
  if (endings.length > 0) await transact(db, tx => markCalls(tx, endings.map(toMark)))
}

function toMark({ call, reply }: CallEnding): CallMark {
  const delayMs = isWorthRetrying(reply) ? retryDelayMs(call.tries + 1, call.request.retries) : undefined
  const state = isSuccess(reply) ? 'succeeded' : delayMs === undefined ? 'failed' : 'waiting'
  return {
    tenantId: call.tenant_id,
    id: call.id,
    leasedUntil: call.leased_until,
    state,
    delayMs: state === 'waiting' ? (delayMs ?? null) : null,
    reply: JSON.stringify(reply),
  }
}
