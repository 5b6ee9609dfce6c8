import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { AutomationAudienceStartRow } from '../../storage/tables-automations.ts'
import type { Entry } from './definition.ts'

export interface AudienceStartToWrite {
  readonly id: string
  readonly automationId: string
  readonly version: number
  readonly occasion: string
  readonly entry: object
  readonly contactIds: readonly string[] | null
  readonly selection: object
}

/** False when the occasion had its start before. */
export async function insertAudienceStart(
  tx: Tx,
  tenantId: string,
  start: AudienceStartToWrite,
  at: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto('automation_audience_starts')
    .values({
      tenant_id: tenantId,
      id: start.id,
      automation_id: start.automationId,
      version: start.version,
      occasion: start.occasion,
      entry: JSON.stringify(start.entry),
      contact_ids: start.contactIds ? [...start.contactIds] : null,
      selection: JSON.stringify(start.selection),
      created_at: at,
    })
    .onConflict(conflict => conflict.columns(['tenant_id', 'automation_id', 'occasion']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Those that are to go on: not of paused automations. */
export async function selectWaitingStarts(
  db: Db,
  limit: number,
): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`
    select start.tenant_id, start.id from automation_audience_starts start
    left join automations automation on automation.tenant_id = start.tenant_id and automation.id = start.automation_id
    where start.state = 'waiting' and automation.state is distinct from 'paused'
    order by start.id limit ${limit}`.execute(db)
  return rows
}

/** Locks one, with the state of its automation and the key of its version; nothing when another has it. */
export async function lockWaitingStart(tx: Tx, tenantId: string, id: string) {
  const { rows } = await sql<
    Selectable<AutomationAudienceStartRow> & { automation_state: string; version_key: string }
  >`select start.*, automation.state as automation_state, version.key as version_key
    from automation_audience_starts start
    join automations automation on automation.tenant_id = start.tenant_id and automation.id = start.automation_id
    join automation_versions version on version.tenant_id = start.tenant_id
      and version.automation_id = start.automation_id and version.version = start.version
    where start.tenant_id = ${tenantId} and start.id = ${id} and start.state = 'waiting'
    for update of start skip locked`.execute(tx)
  return rows[0]
}

export interface Progress {
  readonly state: 'waiting' | 'ended' | 'dropped'
  readonly afterContact: string | null
  readonly lookedAt: number
  readonly started: number
}

export const noteProgress = (tx: Tx, tenantId: string, id: string, progress: Progress, at: Date) =>
  sql`update automation_audience_starts set state = ${progress.state}, after_contact = ${progress.afterContact},
      looked_at = looked_at + ${progress.lookedAt}, started = started + ${progress.started},
      ended_at = case when ${progress.state} = 'waiting' then null else ${at}::timestamptz end
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)

/** Contacts after one, by id, with an attribute as text. Of all, or of those given. */
export async function selectContactsAfter(
  tx: Tx,
  tenantId: string,
  {
    after,
    among,
    attribute,
    limit,
  }: { after: string | null; among: readonly string[] | null; attribute: string; limit: number },
): Promise<{ id: string; value: string | null }[]> {
  const { rows } = await sql<{ id: string; value: string | null }>`
    select id, attributes->>${attribute}::text as value from contacts
    where tenant_id = ${tenantId} and (${after}::uuid is null or id > ${after}::uuid)
      ${among === null ? sql`` : sql`and id = any(${among}::uuid[])`}
    order by id limit ${limit}`.execute(tx)
  return rows
}

export interface Timed {
  readonly tenant_id: string
  readonly id: string
}

/** Running automations whose time has come, of all tenants. */
export async function selectTimed(db: Db, limit: number): Promise<Timed[]> {
  const { rows } = await sql<Timed>`
    select automation.tenant_id, automation.id from automations automation
    join tenants on tenants.id = automation.tenant_id
    where automation.state = 'running' and automation.next_start_at is not null
      and automation.next_start_at <= tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
    order by automation.next_start_at limit ${limit}`.execute(db)
  return rows
}

export interface TimedEntry {
  readonly version: number
  readonly next_start_at: Date
  readonly entry: Entry
}

/** Locks one whose time has come, with its newest definition; nothing when another has it or it has passed. */
export async function lockTimed(tx: Tx, tenantId: string, id: string, now: Date) {
  const { rows } = await sql<TimedEntry>`
    select automation.version, automation.next_start_at, version.definition->'entry' as entry
    from automations automation
    join automation_versions version on version.tenant_id = automation.tenant_id
      and version.automation_id = automation.id and version.version = automation.version
    where automation.tenant_id = ${tenantId} and automation.id = ${id} and automation.state = 'running'
      and automation.next_start_at <= ${now}
    for update of automation skip locked`.execute(tx)
  return rows[0]
}

export const setNextStart = (tx: Tx, tenantId: string, id: string, nextStartAt: Date | null) =>
  tx
    .updateTable('automations')
    .set({ next_start_at: nextStartAt })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

export const selectAudienceStarts = (
  db: Db,
  tenantId: string,
  automationId: string,
  below: string | undefined,
  limit: number,
): Promise<Selectable<AutomationAudienceStartRow>[]> =>
  db
    .selectFrom('automation_audience_starts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('automation_id', '=', automationId)
    .$if(below !== undefined, query => query.where('id', '<', below!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
