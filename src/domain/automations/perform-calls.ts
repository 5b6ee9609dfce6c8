import { claimDue, type DueQueue } from '../../storage/claim.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import {
  type CallReply,
  type CallRequest,
  isSuccess,
  isWorthRetrying,
  longestWaitMs,
  retryDelayMs,
} from './call.ts'
import { type CallMark, keepForPlaces, markCalls, selectCallLanes, takePlaces } from './calls.sql.ts'

/** A call that is due and claimed. */
export interface DueCall {
  readonly tenant_id: string
  readonly id: string
  readonly due_at: Date
  readonly leased_until: Date
  readonly automation_id: string
  readonly request: CallRequest
  readonly tries: number
  readonly created_at: Date
  /** Whether its place among the calls of its throttle has been waited for. */
  readonly has_place: boolean
}

const queue: DueQueue = {
  table: 'automation_calls',
  lane: 'automation_id',
  columns: ['automation_id', 'request', 'tries', 'has_place', 'created_at'],
}
const mostLanes = 100

/** Claims calls that are due, at most so many of each automation; those of a throttle when their place comes. */
export async function claimCalls(db: Db, roomPerLane: number, leaseMs: number): Promise<DueCall[]> {
  const lanes = await selectCallLanes(db, mostLanes)
  const claimed = await claimDue<DueCall>(
    db,
    queue,
    lanes.map(lane => ({ tenantId: lane.tenant_id, laneId: lane.automation_id, room: roomPerLane })),
    leaseMs,
  )
  const calls = await dropOld(db, claimed, new Map(lanes.map(lane => [lane.tenant_id, lane.now])))
  const isThrottled = ({ request, has_place }: DueCall) => request.throttle !== undefined && !has_place
  const throttled = calls.filter(isThrottled)
  if (throttled.length === 0) return calls
  const kept = await transact(db, tx => throttle(tx, throttled))
  return calls.filter(call => !kept.has(call))
}

/** Those that are not too old by their tenants' clocks; the others have failed. */
async function dropOld(
  db: Db,
  calls: readonly DueCall[],
  clocks: ReadonlyMap<string, Date>,
): Promise<DueCall[]> {
  const isOld = (call: DueCall) =>
    Number(clocks.get(call.tenant_id)) - Number(call.created_at) > longestWaitMs
  const { old = [], fresh = [] } = Object.groupBy(calls, call => (isOld(call) ? 'old' : 'fresh'))
  const reply = JSON.stringify({ status: null, body: '', problem: 'it waited for too long', ms: 0 })
  const marks = old.map(({ tenant_id: tenantId, id, leased_until: leasedUntil }) => ({
    ...{ tenantId, id, leasedUntil, reply },
    state: 'failed' as const,
    delayMs: null,
  }))
  if (marks.length > 0) await transact(db, tx => markCalls(tx, marks))
  return fresh
}

/** Those whose place is still to come. */
async function throttle(tx: Tx, calls: readonly DueCall[]): Promise<ReadonlySet<DueCall>> {
  const kept = new Map<DueCall, number>()
  const groups = Map.groupBy(calls, call => JSON.stringify([call.tenant_id, call.request.throttle!.name]))
  for (const [, own] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ tenant_id: tenantId, request }] = own as [DueCall]
    const places = await takePlaces(tx, tenantId, request.throttle!, own.length)
    for (const [n, call] of own.entries()) if (places[n]! > 0) kept.set(call, places[n]!)
  }
  await keepForPlaces(
    tx,
    [...kept].map(([{ tenant_id: tenantId, id, leased_until: leasedUntil }, inMs]) => ({
      tenantId,
      id,
      leasedUntil,
      inMs,
    })),
  )
  return new Set(kept.keys())
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
