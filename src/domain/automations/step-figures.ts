import type { Page } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { mostCounted } from './automation.ts'
import { type AutomationsQuery, listAutomations, readAutomation } from './read-automations.ts'
import {
  type Overview,
  selectOverviews,
  selectWaitingAt,
  selectWaysTaken,
  type WaitingAt,
  type WayTaken,
} from './step-figures.sql.ts'

/** So many runs are looked at step by step, the newest. */
export const mostFollowed = 2000

/** What became of the runs of each automation, in the order of the list of automations. Throws `cursor-invalid`. */
export async function listOverviews(
  db: Db,
  tenantId: string,
  query: AutomationsQuery,
): Promise<Page<Overview>> {
  const { items, nextCursor } = await listAutomations(db, tenantId, query)
  const ids = items.map(({ id }) => id)
  return { items: await selectOverviews(db, tenantId, ids, mostCounted), nextCursor }
}

export interface StepFigures {
  readonly waiting: readonly WaitingAt[]
  readonly ways: readonly WayTaken[]
}

/** Where the newest runs of an automation stand and which ways they took, step by step. Throws `automation-not-found`. */
export async function readStepFigures(db: Db, tenantId: string, automationId: string): Promise<StepFigures> {
  const { id } = await readAutomation(db, tenantId, automationId)
  return {
    waiting: await selectWaitingAt(db, tenantId, id, mostFollowed),
    ways: await selectWaysTaken(db, tenantId, id, mostFollowed),
  }
}
