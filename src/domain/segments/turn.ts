import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { aspectsOf } from './aspects.ts'
import { isTimed } from './due.ts'
import type { Standpoint } from './match-contacts.sql.ts'
import { standAt } from './match-contacts.ts'
import { type Reads, readsOf } from './reads.ts'
import type { Rule } from './rule.ts'
import { fromRow, type Segment, wholeRule } from './segment.ts'
import {
  type CheckNote,
  noteChecks,
  readTimes,
  selectFollowed,
  setStale,
  takeTurn,
  writeLatest,
} from './work.sql.ts'

/** A segment that follows from a rule, and what the rule reads. */
export interface Computed {
  readonly segment: Segment
  /** As a whole: with what the segment adds to it. */
  readonly rule: Rule
  readonly reads: Reads
  readonly aspects: ReadonlySet<string>
}

/** The right to work on the members of a tenant, until the transaction ends. */
export interface Turn extends Standpoint {
  /** Live ones whose members are complete or on the way to it. */
  readonly followed: readonly Computed[]
}

/** How much a clock that runs may seem to go back: databases and machines correct theirs. */
const jitterMs = 100

/**
 * Takes the turn and reads what there is. When the tenant's clock was set back since the last one, what was followed in
 * the meantime may be of the future; when its zone is another, days begin and end elsewhere. Segments that ask for time
 * are then computed anew.
 */
export async function openTurn(tx: Tx, tenantId: string): Promise<Turn | undefined> {
  await takeTurn(tx, tenantId)
  const times = await readTimes(tx, tenantId)
  if (!times) return undefined
  const followed = (await selectFollowed(tx, tenantId)).map(row => toComputed(fromRow(row)))
  const latest = times.latest ?? times.now
  const backMs = latest.getTime() - times.now.getTime()
  const isBack = times.isFrozen ? backMs > 0 : backMs > jitterMs
  const now = isBack || backMs <= 0 ? times.now : latest
  const turn = await standAt(tx, tenantId, now)
  const isElsewhere = times.latest !== null && times.latestZone !== turn.zone
  if (!isBack && !isElsewhere) return { ...turn, followed }

  const timed = followed.filter(({ reads }) => isTimed(reads))
  await lockEvents(tx, [tenantId])
  await setStale(
    tx,
    tenantId,
    timed.map(({ segment }) => segment.id),
  )
  await writeLatest(tx, turn)
  return { ...turn, followed: followed.filter(each => !timed.includes(each)) }
}

/** To be done last in every turn in which contacts were checked: remembers the time, and what it took. */
export async function closeTurn(tx: Tx, turn: Turn, notes: readonly CheckNote[]): Promise<void> {
  await noteChecks(tx, turn.tenantId, notes)
  await writeLatest(tx, turn)
}

export function toComputed(segment: Segment): Computed {
  const rule = wholeRule(segment.rule ?? { kind: 'any', of: [] }, segment.includesUnapproved)
  const reads = readsOf(rule)
  return { segment, rule, reads, aspects: aspectsOf(reads) }
}
