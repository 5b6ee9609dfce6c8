/** Holds what the clients were told against what the database has, once nothing runs any more. */

import { unpackBundle } from '../../src/domain/interactions/body-archive.ts'
import { openDatabase } from '../../src/storage/database.ts'
import {
  type BundleRow,
  type LogState,
  selectBundles,
  selectCounted,
  selectLogState,
  selectRejected,
  selectStored,
  selectTenantId,
} from './audit.sql.ts'
import { type Audit, compare } from './compare.ts'
import { type FollowUpCounts, selectFollowUps } from './follow-ups.sql.ts'
import { followUpViolations } from './follow-ups.ts'
import { startingEnd } from './furnish.ts'
import type { Entry } from './ledger.ts'
import type { Stage } from './stage.ts'

export interface WholeAudit extends Audit {
  readonly followed: FollowUpCounts
}

export async function audit(
  { location, demo: { tenant }, followUps }: Pick<Stage, 'location' | 'demo' | 'followUps'>,
  entries: Iterable<Entry>,
): Promise<WholeAudit> {
  const database = await openDatabase(location)
  try {
    const { pool } = database
    const tenantId = await selectTenantId(pool, tenant)
    const stored = await selectStored(pool, tenantId)
    const kept = await selectRejected(pool, tenantId)
    const interactions = await selectLogState(pool, tenantId, 'interactions')
    const events = await selectLogState(pool, tenantId, 'events')
    const counted = await selectCounted(pool, tenantId)
    const bodiless = await countWithoutBody(await selectBundles(pool, tenantId))

    const followed = await selectFollowUps(pool, tenantId, followUps, startingEnd)
    const answers = compare([...entries], stored, kept)
    const violations = [
      ...answers.violations,
      ...gapsIn('interactions', interactions),
      ...gapsIn('events', events),
      ...differing('accepted interactions counted and stored', counted.accepted, interactions.rows),
      ...differing('rejected interactions counted and kept', counted.rejected, counted.rejectedRows),
      ...differing('interactions without the body as received, and none', bodiless, 0),
      ...followUpViolations(followed),
    ]
    return { ...answers, violations, followed }
  } finally {
    await database.close()
  }
}

function gapsIn(log: string, { rows, distinct, least, most, head }: LogState): string[] {
  const isGapless = distinct === rows && most === rows && least === Math.min(1, rows) && head === rows
  if (isGapless) return []
  return [`${log}: ${rows} rows with ${distinct} numbers from ${least} to ${most}; the head says ${head}`]
}

function differing(what: string, one: number, other: number): string[] {
  return one === other ? [] : [`${what}: ${one} and ${other}`]
}

/** Stored interactions whose body as received is neither in their bundle nor in an archive. */
async function countWithoutBody(bundles: readonly BundleRow[]): Promise<number> {
  let count = 0
  for (const { bodies, archive, names } of bundles) {
    if (archive !== null) continue
    const found = bodies ? await unpackBundle(bodies) : []
    for (const [position, name] of Object.entries(names))
      if (nameIn(found[Number(position)] ?? '{}') !== name) count++
  }
  return count
}

/** In the body of an interaction or of an event. */
function nameIn(body: string): unknown {
  const { payload, eventData } = JSON.parse(body)
  return (payload ?? eventData)?.name
}
