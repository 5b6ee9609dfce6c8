import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { fromRow as toTenant } from '../accounts/tenant.ts'
import type { Selection } from './audience-start.ts'
import {
  insertAudienceStart,
  lockTimed,
  selectTimed,
  setNextStart,
  type TimedEntry,
} from './audience-starts.sql.ts'
import { type BusinessEventEntry, selectionOf as selectionOfEvent } from './business-event.ts'
import { takeBusinessEvents } from './business-events.sql.ts'
import type { Entry } from './definition.ts'
import { anniversariesOn, dayIn, shiftDay } from './local-time.ts'
import { nextStartOf, occasionAt } from './occasions.ts'
import { selectTenantNow } from './runs.sql.ts'

const mostPerRound = 50
/** With more business events than this there is more than one batch. */
const mostInBatch = 200

/** Makes the audience starts of entries whose time has come. Answers how many. */
export async function raiseOccasions(db: Db): Promise<number> {
  let raised = 0
  for (const { tenant_id, id } of await selectTimed(db, mostPerRound))
    if (await transact(db, tx => raise(tx, tenant_id, id))) raised++
  return raised
}

async function raise(tx: Tx, tenantId: string, automationId: string): Promise<boolean> {
  const tenantRow = await selectTenantNow(tx, tenantId)
  if (!tenantRow) return false
  const { timeZone } = toTenant(tenantRow).settings
  const timed = await lockTimed(tx, tenantId, automationId, tenantRow.now)
  if (!timed) return false
  const place = { tenantId, automationId, timeZone, now: tenantRow.now }
  const isBatch = timed.entry.kind === 'businessEvent'
  await setNextStart(
    tx,
    tenantId,
    automationId,
    await (isBatch ? raiseBatch(tx, place, timed) : raiseDay(tx, place, timed)),
  )
  return true
}

interface Place {
  readonly tenantId: string
  readonly automationId: string
  readonly timeZone: string
  readonly now: Date
}

/**
 * Every day of a date is an occasion, also one that was missed; of a schedule only the last of those that were missed.
 * Answers when the next one comes.
 */
async function raiseDay(tx: Tx, { tenantId, automationId, timeZone, now }: Place, timed: TimedEntry) {
  const { entry } = timed
  let at = timed.next_start_at
  let next = nextStartOf(entry, at, timeZone)
  while (entry.kind === 'schedule' && next && next <= now)
    [at, next] = [next, nextStartOf(entry, next, timeZone)]
  const day = dayIn(at, timeZone)
  const start = {
    id: newId(),
    automationId,
    version: timed.version,
    occasion: occasionAt(at, timeZone),
    entry: { kind: entry.kind, type: entry.kind, schemaId: null, at: at.toISOString(), data: { day } },
    contactIds: null,
    selection: selectionOf(entry, day),
  }
  await insertAudienceStart(tx, tenantId, start, now)
  return next
}

/** The business events that waited come together. While there are more of them it stays due. */
async function raiseBatch(tx: Tx, { tenantId, automationId, timeZone, now }: Place, timed: TimedEntry) {
  const entry = timed.entry as BusinessEventEntry
  const id = newId()
  const count = await takeBusinessEvents(tx, tenantId, automationId, id, mostInBatch)
  if (count > 0) {
    const start = {
      id,
      automationId,
      version: timed.version,
      occasion: `batch ${id}`,
      entry: { kind: 'businessEvent', type: entry.name, schemaId: null, at: now.toISOString(), data: {} },
      contactIds: null,
      selection: { ...selectionOfEvent(entry), isBatch: true },
    }
    await insertAudienceStart(tx, tenantId, start, now)
  }
  return count === mostInBatch ? timed.next_start_at : nextStartOf(entry, now, timeZone)
}

function selectionOf(entry: Entry, day: string): Selection {
  const {
    audience,
    attribute,
    repeats,
    offsetDays = 0,
  } = entry as unknown as {
    audience?: Selection['rule']
    attribute: string
    repeats: 'yearly' | 'once'
    offsetDays?: number
  }
  const target = shiftDay(day, -offsetDays)
  return {
    ...(audience && { rule: audience }),
    ...(entry.kind === 'date' && {
      date: { attribute, days: repeats === 'yearly' ? anniversariesOn(target) : [target] },
    }),
  }
}
