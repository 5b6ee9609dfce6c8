import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { fromRow as toTenant } from '../accounts/tenant.ts'
import { matchContacts } from '../segments/match-contacts.ts'
import type { Rule } from '../segments/rule.ts'
import type { Selection } from './audience-start.ts'
import {
  insertAudienceStart,
  lockTimed,
  lockWaitingStart,
  noteProgress,
  selectContactsAfter,
  selectTimed,
  selectWaitingStarts,
  setNextStart,
} from './audience-starts.sql.ts'
import type { Entry } from './definition.ts'
import type { DefinitionCache } from './definition-cache.ts'
import { anniversariesOn, dayIn, shiftDay } from './local-time.ts'
import { nextStartOf, occasionAt } from './occasions.ts'
import type { RunEntry } from './run.ts'
import { selectTenantNow } from './runs.sql.ts'
import { idOf } from './share.ts'
import { startRuns } from './start-runs.ts'

/** So many contacts are looked at in one transaction. */
const portion = 500
const mostPerRound = 50

/** Does a portion of every audience start that waits. Answers how many portions these were. */
export async function workAudienceStarts(db: Db, cache: DefinitionCache): Promise<number> {
  const waiting = await selectWaitingStarts(db, mostPerRound)
  for (const { tenant_id, id } of waiting) await transact(db, tx => workPortion(tx, tenant_id, id, cache))
  return waiting.length
}

async function workPortion(tx: Tx, tenantId: string, id: string, cache: DefinitionCache): Promise<void> {
  await lockEvents(tx, [tenantId])
  const [tenantRow, start] = [await selectTenantNow(tx, tenantId), await lockWaitingStart(tx, tenantId, id)]
  if (!tenantRow || !start || start.automation_state === 'paused') return
  const { now } = tenantRow
  if (start.automation_state !== 'running') {
    const nothing = { state: 'dropped', afterContact: start.after_contact, lookedAt: 0, started: 0 } as const
    await noteProgress(tx, tenantId, id, nothing, now)
    return
  }
  const definition = (await cache.of(tx, tenantId, [start.version_key])).get(start.version_key)!
  const selection = start.selection as Selection
  const contacts = await selectContactsAfter(tx, tenantId, {
    after: start.after_contact,
    among: start.contact_ids,
    attribute: selection.date?.attribute ?? '',
    limit: portion,
  })
  const dated = contacts.filter(({ value }) => isOnDay(selection.date, value)).map(contact => contact.id)
  const matching = selection.rule && (await matchContacts(tx, tenantId, selection.rule, dated, now))
  const entering = matching ? dated.filter(contactId => matching.has(contactId)) : dated
  const started = await startRuns(
    tx,
    toTenant(tenantRow),
    entering.map(contactId => ({
      automation: { id: start.automation_id, version: start.version, definition },
      contactId,
      factId: idOf(`${start.automation_id} ${start.occasion} ${contactId}`),
      entry: start.entry as unknown as RunEntry,
    })),
    now,
  )
  const isOver = contacts.length < portion
  await noteProgress(
    tx,
    tenantId,
    id,
    {
      state: isOver ? 'ended' : 'waiting',
      afterContact: contacts.at(-1)?.id ?? start.after_contact,
      lookedAt: contacts.length,
      started,
    },
    now,
  )
}

function isOnDay(date: Selection['date'], value: string | null): boolean {
  if (!date) return true
  const day = value && /^\d{4}-\d\d-\d\d/.exec(value)?.[0]
  return Boolean(day) && date.days.some(each => (each.length === 5 ? day!.endsWith(each) : day === each))
}

/** Makes the audience starts of entries whose time has come. Answers how many. */
export async function raiseOccasions(db: Db): Promise<number> {
  let raised = 0
  for (const { tenant_id, id } of await selectTimed(db, mostPerRound))
    if (await transact(db, tx => raise(tx, tenant_id, id))) raised++
  return raised
}

/**
 * Every day of a date is an occasion, also one that was missed; of a schedule only the last of those that were missed.
 */
async function raise(tx: Tx, tenantId: string, automationId: string): Promise<boolean> {
  const tenantRow = await selectTenantNow(tx, tenantId)
  if (!tenantRow) return false
  const { now } = tenantRow
  const { timeZone } = toTenant(tenantRow).settings
  const timed = await lockTimed(tx, tenantId, automationId, now)
  if (!timed) return false
  const { entry } = timed
  let at = timed.next_start_at
  let next = nextStartOf(entry, at, timeZone)
  while (entry.kind === 'schedule' && next && next <= now)
    [at, next] = [next, nextStartOf(entry, next, timeZone)]
  const start = {
    id: newId(),
    automationId,
    version: timed.version,
    occasion: occasionAt(at, timeZone),
    entry: {
      kind: entry.kind,
      type: entry.kind,
      schemaId: null,
      at: at.toISOString(),
      data: { day: dayIn(at, timeZone) },
    },
    contactIds: null,
    selection: selectionOf(entry, dayIn(at, timeZone)),
  }
  await insertAudienceStart(tx, tenantId, start, now)
  await setNextStart(tx, tenantId, automationId, next)
  return true
}

function selectionOf(entry: Entry, day: string): Selection {
  const {
    audience,
    attribute,
    repeats,
    offsetDays = 0,
  } = entry as unknown as {
    audience?: Rule
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
