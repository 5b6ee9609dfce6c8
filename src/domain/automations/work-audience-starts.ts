import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { type Tenant, fromRow as toTenant } from '../accounts/tenant.ts'
import { matchContacts } from '../segments/match-contacts.ts'
import type { Selection } from './audience-start.ts'
import {
  lockWaitingStart,
  noteProgress,
  selectContactsAfter,
  selectWaitingStarts,
} from './audience-starts.sql.ts'
import { selectBatch, type ToldEvent } from './business-events.sql.ts'
import type { DefinitionCache } from './definition-cache.ts'
import { concerning } from './mapping.ts'
import type { RunEntry } from './run.ts'
import { selectTenantNow } from './runs.sql.ts'
import { idOf } from './share.ts'
import { startRuns } from './start-runs.ts'

/** So many contacts are looked at in one transaction. */
const portion = 500
const mostPerRound = 50
const mostCharacters = 32_768

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
  const asked = matching ? dated.filter(contactId => matching.has(contactId)) : dated
  const tenant = toTenant(tenantRow)
  const entry = start.entry as unknown as RunEntry
  const entries = await entriesOf({ tx, tenant, now }, start, entry, asked)
  const started = await startRuns(
    tx,
    tenant,
    [...entries].map(([contactId, own]) => ({
      automation: { id: start.automation_id, version: start.version, definition },
      contactId,
      factId: idOf(`${start.automation_id} ${start.occasion} ${contactId}`),
      entry: own,
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

/** With what each contact enters; of a business event only those whom it concerns. */
async function entriesOf(
  at: { readonly tx: Tx; readonly tenant: Tenant; readonly now: Date },
  start: { readonly id: string; readonly automation_id: string; readonly selection: unknown },
  entry: RunEntry,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, RunEntry>> {
  const { mapping, isBatch } = start.selection as Selection
  if (!mapping && !isBatch) return new Map(contactIds.map(id => [id, entry]))
  const events = isBatch
    ? await selectBatch(at.tx, at.tenant.id, start.automation_id, start.id)
    : [{ at: new Date(entry.at), data: entry.data }]
  const concerned = await concerning(at, mapping ?? [], events, contactIds)
  if (!isBatch) return new Map([...concerned.keys()].map(id => [id, entry]))
  const told = new Map<readonly ToldEvent[], RunEntry>()
  return new Map(
    [...concerned].map(([id, own]) => {
      const whole = told.get(own) ?? { ...entry, data: { events: withinBounds(own) } }
      told.set(own, whole)
      return [id, whole]
    }),
  )
}

/** What a run keeps of the events that concern its contact: the newest, as far as there is room. */
function withinBounds(events: readonly ToldEvent[]) {
  let left = mostCharacters
  const kept: object[] = []
  for (const { at, data } of events.toReversed()) {
    left -= JSON.stringify(data).length
    if (left < 0 && kept.length > 0) break
    kept.unshift({ ...data, at: at.toISOString() })
  }
  return kept
}

function isOnDay(date: Selection['date'], value: string | null): boolean {
  if (!date) return true
  const day = value && /^\d{4}-\d\d-\d\d/.exec(value)?.[0]
  return Boolean(day) && date.days.some(each => (each.length === 5 ? day!.endsWith(each) : day === each))
}
