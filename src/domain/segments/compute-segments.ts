import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { toText } from './check-contacts.ts'
import { nextRefresh, nextSweep } from './due.ts'
import { matchAmong } from './match-contacts.ts'
import { selectMembersIn } from './members.sql.ts'
import { fromRow, type Segment, type Watched } from './segment.ts'
import { type Computed, openTurn, type Turn, toComputed } from './turn.ts'
import type { Present } from './wall-clock.ts'
import {
  countContacts,
  noteTurn,
  type Progress,
  selectPortionEnd,
  selectToCompute,
  setComputing,
  setFailed,
  setReady,
} from './work.sql.ts'
import { writeMemberships } from './write-memberships.ts'

/** Contacts in a transaction. */
const portionLength = 5000

/**
 * Computes a portion of a segment of a tenant that is not ready. Answers whether there was anything to do. A failure is
 * noted on the segment, and tried again later.
 */
export async function computePortion(db: Db, tenantId: string, length = portionLength): Promise<boolean> {
  let segment: Segment | undefined
  try {
    return await transact(db, async tx => {
      const turn = await openTurn(tx, tenantId)
      const row = turn && (await selectToCompute(tx, tenantId))
      if (!turn || !row) return false
      segment = fromRow(row)
      const isBegun = row.state === 'computing' && row.computing_since !== null
      const before: Progress = isBegun
        ? {
            upTo: row.computed_up_to,
            done: row.contacts_done,
            total: row.contacts_total,
            since: row.computing_since!,
            ms: row.computing_ms,
          }
        : { upTo: null, done: 0, total: await countContacts(tx, tenantId), since: turn.now, ms: 0 }
      await compute(tx, turn, toComputed(segment), before, length)
      return true
    })
  } catch (error) {
    if (!segment) throw error
    await setFailed(db, tenantId, segment.id, toText(error))
    return true
  }
}

async function compute(
  tx: Tx,
  turn: Turn,
  { segment, rule, reads }: Computed,
  before: Progress,
  length: number,
): Promise<void> {
  const startedAt = performance.now()
  const { tenantId, now } = turn
  const upTo = await selectPortionEnd(tx, tenantId, before.upTo, length)
  const range = { after: before.upTo, upTo }
  const matched = await matchAmong(tx, rule, turn, range)
  const members = new Set(await selectMembersIn(tx, tenantId, segment.id, range))
  const toMembership = (contactId: string) => ({ segmentId: segment.id, contactId })
  await writeMemberships(
    tx,
    tenantId,
    {
      entering: [...matched.difference(members)].map(toMembership),
      // Whoever was put into a list by hand meanwhile stays in it.
      leaving: segment.kind === 'list' ? [] : [...members.difference(matched)].map(toMembership),
    },
    'computation',
    now,
  )
  const done = upTo === null ? Math.max(before.total, before.done) : before.done + length
  const ms = before.ms + performance.now() - startedAt
  const progress = { ...before, upTo, done, total: Math.max(before.total, done), ms }
  if (upTo !== null) await setComputing(tx, tenantId, segment, progress)
  else
    await setReady(
      tx,
      tenantId,
      segment,
      progress,
      dueAfter(segment, { now: before.since, zone: turn.zone }, reads),
    )
  await noteTurn(tx, turn, [])
}

/** What passed an edge while it was computed is swept at once: the sweep begins where the computing began. */
function dueAfter({ kind, refresh }: Watched, since: Present, reads: Computed['reads']): Date | null {
  if (kind === 'live') return nextSweep(reads, since)
  return kind === 'refreshing' && refresh !== null ? nextRefresh(refresh, since) : null
}
