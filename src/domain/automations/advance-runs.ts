import { claimDue, type DueQueue } from '../../storage/claim.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { fromRow as toTenant } from '../accounts/tenant.ts'
import { awaitedNames } from './awaited-names.ts'
import { awaitBranches, endWithBranches } from './branches.ts'
import { callApi, webhook } from './call-steps.ts'
import { recordInteraction, updateContact } from './change-steps.ts'
import { condition, exit, jump, splitByShare, splitByValue } from './decide-steps.ts'
import type { StepKind, StepOf } from './definition.ts'
import type { DefinitionCache } from './definition-cache.ts'
import { fork } from './fork-step.ts'
import { happenedSince } from './happened.ts'
import { addToList, removeFromList } from './list-steps.ts'
import { waitForMessage } from './message-step.ts'
import { runEnded } from './run-facts.ts'
import {
  deleteListeners,
  insertListeners,
  insertStepsDone,
  moveRuns,
  postponeRuns,
  releaseAllClaims,
  releaseRuns,
  selectDueLanes,
  selectTenantNow,
} from './runs.sql.ts'
import { sendMessage } from './send-step.ts'
import { lastingNames } from './start-runs.ts'
import { createTick, type Tick } from './tick.ts'
import { selectVersionKeys } from './versions.sql.ts'
import { wait, waitForDate, waitForEvent, waitForTime } from './wait-steps.ts'
import { type DueRun, dueColumns, Walker } from './walker.ts'

const queue: DueQueue = { table: 'automation_runs', lane: 'automation_id', columns: dueColumns }

export interface RunLane {
  readonly tenantId: string
  readonly laneId: string
  readonly room: number
}

/** Claims runs that are due of automations, each up to its room. */
export const claimRuns = (db: Db, lanes: readonly RunLane[], leaseMs: number): Promise<DueRun[]> =>
  claimDue<DueRun>(db, queue, lanes, leaseMs)

/** The lanes in which something is due. */
export async function dueLanes(db: Db, limit: number): Promise<{ tenantId: string; laneId: string }[]> {
  const rows = await selectDueLanes(db, limit)
  return rows.map(row => ({ tenantId: row.tenant_id, laneId: row.automation_id }))
}

/** Gives back what was claimed and not begun. */
export const release = (db: Db, runs: readonly DueRun[]) => releaseRuns(db, runs)

/** Gives back all claims, of calls too, of a process that died when no other lives: on the embedded database. */
export const releaseAll = (db: Db) => releaseAllClaims(db)

/** Puts off runs whose steps cannot be done, and notes why. */
export const postpone = (db: Db, tenantId: string, runs: readonly DueRun[], error: unknown) =>
  postponeRuns(db, tenantId, runs, messageOf(error))

const messageOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').toWellFormed().slice(0, 1000)

/** In one transaction a run does at most so many steps; then others have their turn. */
const mostRounds = 60

type Perform<K extends StepKind> = (tick: Tick, step: StepOf<K>, walkers: readonly Walker[]) => Promise<void>

const perform: { readonly [K in StepKind]: Perform<K> } = {
  wait,
  waitForDate,
  waitForTime,
  waitForEvent,
  waitForMessage,
  condition,
  splitByValue,
  splitByShare,
  fork,
  updateContact,
  addToList,
  removeFromList,
  recordInteraction,
  sendMessage,
  webhook,
  callApi,
  jump,
  exit,
}

/**
 * Lets claimed runs of one tenant do their steps until each waits or has ended, in one transaction: what steps do and
 * where the runs stand then is written together, or not at all. Runs at the same step do it together. A run whose claim
 * ran out is left to whoever has it.
 */
export function advanceRuns(
  db: Db,
  tenantId: string,
  runs: readonly DueRun[],
  cache: DefinitionCache,
): Promise<void> {
  return transact(db, tx => advance(tx, tenantId, runs, cache))
}

async function advance(tx: Tx, tenantId: string, runs: readonly DueRun[], cache: DefinitionCache) {
  const row = await selectTenantNow(tx, tenantId)
  if (!row) return
  const walkers = await toWalkers(tx, tenantId, runs, cache)
  const tick = createTick(tx, toTenant(row), row.now, walkers)
  await tick.reread(walkers)
  for (const walker of walkers) if (!walker.contact) walker.end('contact deleted')
  await endByRules(tick, walkers)
  for (const walker of walkers) if (walker.state === 'moving' && walker.isEarly(tick.now)) walker.stay()

  const later: Walker[] = []
  for (let round = 0; round < mostRounds; round++) {
    const moving = walkers.filter(walker => walker.state === 'moving' && !later.includes(walker))
    if (moving.length === 0) break
    for (const [step, own] of Map.groupBy(moving, walker => walker.step)) {
      if (step.kind === 'recordInteraction') later.push(...own)
      else await (perform[step.kind] as Perform<StepKind>)(tick, step as never, own)
    }
  }
  for (const [step, own] of Map.groupBy(later, walker => walker.step))
    await recordInteraction(tick, step as never, own)
  for (const walker of walkers) if (walker.state === 'moving') walker.park(tick.now, 'turn')
  await write(tick, walkers)
}

async function toWalkers(tx: Tx, tenantId: string, runs: readonly DueRun[], cache: DefinitionCache) {
  const names = [...new Map(runs.map(run => [`${run.automation_id} ${run.version}`, run])).values()]
  const keys = await selectVersionKeys(
    tx,
    tenantId,
    names.map(run => ({ automationId: run.automation_id, version: run.version })),
  )
  const definitions = await cache.of(
    tx,
    tenantId,
    keys.map(({ key }) => key),
  )
  const byName = new Map(
    keys.map(each => [`${each.automation_id} ${each.version}`, definitions.get(each.key)]),
  )
  return runs.flatMap(run => {
    const definition = byName.get(`${run.automation_id} ${run.version}`)
    return definition ? [new Walker(run, definition)] : []
  })
}

/**
 * Ends runs that have reached their goal, or whose contact did what ends them, since they began. They are held before it
 * is asked: what comes later wakes them.
 */
async function endByRules(tick: Tick, walkers: readonly Walker[]) {
  const moving = walkers.filter(({ state }) => state === 'moving')
  if (!moving.some(({ definition }) => lastingNames(definition).length > 0)) return
  await tick.hold(walkers)
  for (const [{ goal, exits = [] }, own] of Map.groupBy(walkers, walker => walker.definition)) {
    const rules = [
      ...(goal ? [{ match: goal, ending: 'goal' as const }] : []),
      ...exits.map(match => ({ match, ending: 'exit rule' as const })),
    ]
    for (const { match, ending } of rules) {
      const left = own.filter(({ state }) => state === 'moving')
      const found = await happenedSince(tick, match, left, ({ run }) => ({ since: new Date(run.entry.at) }))
      for (const [walker, fact] of found) {
        if (walker.reason !== 'branches') walker.note(ending, fact.type)
        walker.end(ending)
      }
    }
  }
}

async function write(tick: Tick, walkers: readonly Walker[]) {
  const { tx, tenant, now } = tick
  const ours = await tick.hold(walkers)
  await awaitBranches(
    tick,
    ours.filter(({ state }) => state === 'ended'),
  )
  const ended = ours.filter(({ state }) => state === 'ended')
  const parked = ours.filter(({ state, listensAnew }) => state === 'parked' && listensAnew)
  await insertStepsDone(
    tx,
    tenant.id,
    ours.flatMap(({ done }) => done),
    now,
  )
  const listening = ended.filter(
    ({ definition, listensAnew }) => listensAnew || lastingNames(definition).length > 0,
  )
  await deleteListeners(
    tx,
    tenant.id,
    [...listening, ...parked].map(({ run }) => run.id),
  )
  await insertListeners(
    tx,
    tenant.id,
    parked.flatMap(({ run, definition, step, reason }) => {
      const own = reason === 'event' ? awaitedNames(step) : []
      return [...new Set([...lastingNames(definition), ...own])].map(fact => ({
        runId: run.id,
        contactId: run.contact_id,
        fact,
      }))
    }),
  )
  await moveRuns(
    tx,
    tenant.id,
    ours.map(walker => walker.toMove(now)),
  )
  const over = ended
    .filter(({ run }) => run.branch === 0)
    .map(({ run: { id, automation_id, contact_id }, reason }) => ({ id, automation_id, contact_id, reason }))
  over.push(...(await endWithBranches(tick, ended)))
  await appendEvents(
    tx,
    over.map(({ id, automation_id: automationId, contact_id: contactId, reason }) =>
      runEnded(tenant.id, { id, automationId, contactId }, reason, now),
    ),
  )
}
