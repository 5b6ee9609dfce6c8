import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { aspectsOf } from './aspects.ts'
import { isTimed } from './due.ts'
import type { Standpoint } from './match-contacts.sql.ts'
import { type Reads, readsOf } from './reads.ts'
import type { Rule } from './rule.ts'
import { type Watched, wholeRule } from './segment.ts'
import { zoneOf } from './wall-clock.ts'
import { noteTurn, readBeginning, setStale, takeTurn, takeTurnIfWanted } from './work.sql.ts'

/** A segment that follows from a rule, and what the rule reads. */
export interface Computed {
  readonly segment: Watched
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
  return beginTurn(tx, tenantId)
}

/** The same for who has work only if there are live segments. Without them it is one statement, and no turn is taken. */
export async function openTurnIfWanted(tx: Tx, tenantId: string): Promise<Turn | undefined> {
  return (await takeTurnIfWanted(tx, tenantId)) ? beginTurn(tx, tenantId) : undefined
}

/** Reads in one statement, which begins when the turn is ours: it sees all that the one before wrote. */
async function beginTurn(tx: Tx, tenantId: string): Promise<Turn | undefined> {
  const found = await readBeginning(tx, tenantId)
  if (!found) return undefined
  const followed = found.followed.map(toComputed)
  const latest = found.latest ?? found.now
  const backMs = latest.getTime() - found.now.getTime()
  const isBack = found.isFrozen ? backMs > 0 : backMs > jitterMs
  const now = isBack || backMs <= 0 ? found.now : latest
  const schemas = new Map(Object.entries(found.schemas))
  const turn = { tenantId, now, schemas, zone: zoneOf(found.zone) }
  const isElsewhere = found.latest !== null && found.latestZone !== turn.zone
  if (!isBack && !isElsewhere) return { ...turn, followed }

  const timed = followed.filter(({ reads }) => isTimed(reads))
  await lockEvents(tx, [tenantId])
  await setStale(
    tx,
    tenantId,
    timed.map(({ segment }) => segment.id),
  )
  await noteTurn(tx, turn, [])
  return { ...turn, followed: followed.filter(each => !timed.includes(each)) }
}

export function toComputed(segment: Watched): Computed {
  const rule = wholeRule(segment.rule ?? { kind: 'any', of: [] }, segment.includesUnapproved)
  const reads = readsOf(rule)
  return { segment, rule, reads, aspects: aspectsOf(reads) }
}
