import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { checkContacts } from './check-contacts.ts'
import { isTimed, nextSweep } from './due.ts'
import { fromRow } from './segment.ts'
import { type Computed, openTurn, type Turn, toComputed } from './turn.ts'
import { dayNumber } from './wall-clock.ts'
import { aboutNow, ago } from './window.ts'
import {
  type CheckNote,
  noteTurn,
  type Passage,
  selectDue,
  selectPassing,
  setStale,
  setSwept,
} from './work.sql.ts'

/** When more contacts than this pass an edge at once, all are looked at. */
const mostPassing = 5000

/** Segments in a transaction. */
const mostAtOnce = 10

/**
 * Follows time: of live segments that are due, the contacts of whom a fact passed the edge of a window since the last
 * sweep are checked. A segment that asks for days is computed anew on another day, a refreshing one when it is due.
 * `isEarly` sweeps what is not due yet, too. Answers whether there may be more that is due.
 */
export async function sweepSegments(db: Db, tenantId: string, isEarly = false): Promise<boolean> {
  return transact(db, async tx => {
    const turn = await openTurn(tx, tenantId)
    if (!turn) return false
    const due = (await selectDue(tx, tenantId, turn.now, mostAtOnce)).map(row => toComputed(fromRow(row)))
    const early = isEarly ? turn.followed.filter(({ reads }) => isTimed(reads)) : []
    const wanted = new Map([...due, ...early].map(computed => [computed.segment.id, computed]))
    const stale: string[] = []
    const swept: Computed[] = []
    const notes: CheckNote[] = []
    for (const computed of wanted.values()) {
      if (computed.segment.computation.state !== 'ready') continue
      const taken = await sweep(tx, turn, computed)
      if (taken === 'too much') stale.push(computed.segment.id)
      else {
        swept.push(computed)
        notes.push(...taken)
      }
    }
    await setStale(tx, tenantId, stale)
    for (const { segment, reads } of swept)
      await setSwept(tx, tenantId, segment.id, turn.now, nextSweep(reads, turn))
    if (notes.length > 0) await noteTurn(tx, turn, notes)
    return due.length === mostAtOnce
  })
}

async function sweep(tx: Tx, turn: Turn, computed: Computed): Promise<CheckNote[] | 'too much'> {
  const { segment, reads } = computed
  const from = segment.computation.sweptAt
  if (segment.kind !== 'live' || from === null) return 'too much'
  if (reads.isDaily && dayNumber({ ...turn, now: from }) !== dayNumber(turn)) return 'too much'
  const passages = reads.moving.flatMap<Passage>(bound => {
    const at = (time: Date) => (bound.behind ? ago({ ...turn, now: time }, bound.behind) : aboutNow(time))
    const [after, upTo] = [at(from), at(turn.now)]
    return after < upTo ? [{ bound, after, upTo }] : []
  })
  if (passages.length === 0) return []
  const contactIds = await selectPassing(tx, turn, passages, mostPassing + 1)
  if (contactIds.length > mostPassing) return 'too much'
  const { notes } = await checkContacts(tx, turn, [{ computed, contactIds }], 'time')
  return notes
}
