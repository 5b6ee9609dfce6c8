import type { Tx } from '../../storage/driver.ts'
import { type MovedRun, moveRunsToVersion, selectVersionsInFlight } from './automations.sql.ts'
import { awaitedNames } from './awaited-names.ts'
import type { Definition } from './definition.ts'
import { stepOf } from './graph.ts'
import { deleteListeners, insertListeners } from './runs.sql.ts'
import { lastingNames } from './start-runs.ts'

export interface Successor {
  /** Of the automation. */
  readonly id: string
  readonly version: number
  readonly definition: Definition
}

/**
 * Puts all runs that wait at a step which a new version has, too, on that version, in the transaction that makes it, and
 * lets them listen for what it has as goal and exits. A step is the same when it has the same id and kind. A time that a
 * run waits for stays as it was; who waits for an event waits for that of the new version since he came to the step. Who
 * calls holds the head of the tenant's events.
 */
export async function moveRuns(
  tx: Tx,
  tenantId: string,
  { id, version, definition }: Successor,
  at: Date,
): Promise<void> {
  for (const before of await selectVersionsInFlight(tx, tenantId, id, version)) {
    const steps = Object.entries(definition.steps).flatMap(([step, { kind }]) =>
      stepOf(before.definition, step)?.kind === kind ? [step] : [],
    )
    const moved = await moveRunsToVersion(tx, tenantId, id, { from: before.version, version, steps }, at)
    await listenAnew(tx, tenantId, definition, moved)
  }
}

async function listenAnew(tx: Tx, tenantId: string, definition: Definition, moved: readonly MovedRun[]) {
  await deleteListeners(
    tx,
    tenantId,
    moved.map(run => run.id),
  )
  const lasting = lastingNames(definition)
  await insertListeners(
    tx,
    tenantId,
    moved.flatMap(({ id: runId, contact_id: contactId, step: stepId, reason }) => {
      const awaited = reason === 'event' ? awaitedNames(stepOf(definition, stepId)) : []
      return [...new Set([...lasting, ...awaited])].map(fact => ({ runId, contactId, fact }))
    }),
  )
}
