/** The statements of what keeps members right: who works, on what, and how far it is. */
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Stretch } from '../../storage/log/consumer.ts'
import type { SegmentRow } from '../../storage/tables-segments.ts'
import type { Standpoint } from './match-contacts.sql.ts'
import type { MovingBound } from './reads.ts'
import type { Watched } from './segment.ts'

/**
 * Takes turns: of all that work on the members of a tenant, one at a time goes on, until its transaction ends. Taken
 * before any row or head, and by nobody who holds one.
 */
export async function takeTurn(tx: Tx, tenantId: string): Promise<void> {
  await sql`/* take_segment_turn */
    select pg_advisory_xact_lock(hashtextextended(${`segments ${tenantId}`}, 7271542))`.execute(tx)
}

/** The same, if there is any segment that is followed. Says whether there is. */
export async function takeTurnIfWanted(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql`/* take_wanted_segment_turn */
    select pg_advisory_xact_lock(hashtextextended(${`segments ${tenantId}`}, 7271542))
    where exists (select 1 from segments where tenant_id = ${tenantId} and kind = 'live')`.execute(tx)
  return rows.length > 0
}

/** What there is when a turn begins. */
export interface Beginning {
  /** The tenant's time when the statement ran, not when the transaction began. */
  readonly now: Date
  readonly isFrozen: boolean
  /** The latest time that was worked at, with the zone of then. */
  readonly latest: Date | null
  readonly latestZone: string | null
  readonly zone: unknown
  /** The keys of schemas by alias. */
  readonly schemas: Readonly<Record<string, string>>
  /** Live segments whose members are followed: those that are stale will be computed as a whole. */
  readonly followed: readonly Watched[]
}

/** As JSON. */
type WatchedRow = Omit<Watched, 'computation'> & {
  readonly state: Watched['computation']['state']
  readonly sweptAt: string | null
}

/** One row, of which each part is read once, and of segments only what a check of fifty of them asks for. */
export async function readBeginning(tx: Tx, tenantId: string): Promise<Beginning | undefined> {
  const { rows } = await sql<
    Omit<Beginning, 'followed'> & { readonly followed: WatchedRow[] }
  >`/* read_segment_turn */
    select coalesce(clock_frozen_at, clock_timestamp() + clock_offset_ms * interval '1 millisecond') as now,
      clock_frozen_at is not null as "isFrozen", latest_at as latest, latest_zone as "latestZone",
      tenants.settings ->> 'timeZone' as zone,
      (select coalesce(json_object_agg(alias, key), '{}') from interaction_schemas
        where tenant_id = ${tenantId} and deleted_at is null) as schemas,
      (select coalesce(json_agg(json_build_object('id', id, 'version', version, 'kind', kind, 'rule', rule,
          'includesUnapproved', includes_unapproved, 'refresh', refresh, 'state', state, 'sweptAt', swept_at)
          order by id), '[]')
        from segments where tenant_id = ${tenantId} and kind = 'live' and state <> 'stale') as followed
    from tenants left join segment_clocks clock on clock.tenant_id = tenants.id
    where tenants.id = ${tenantId}`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const followed = row.followed.map(({ state, sweptAt, ...segment }) => ({
    ...segment,
    computation: { state, sweptAt: sweptAt === null ? null : new Date(sweptAt) },
  }))
  return { ...row, followed }
}

export async function selectActiveContacts(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
): Promise<{ contact_id: string; schema_key: string }[]> {
  const { rows } = await sql<{ contact_id: string; schema_key: string }>`/* select_active_contacts */
    select distinct contact_id, schema_key from interactions
    where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo}`.execute(tx)
  return rows
}

const heardOf = [
  'interaction.deleted',
  'receipt.registered',
  'nps.answered',
  'segment.entered',
  'segment.left',
  'device.added',
  'device.removed',
  'content.visited',
]

export async function selectHeard(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
): Promise<{ type: string; contact_id: string | null; data: Record<string, unknown> }[]> {
  const { rows } = await sql<{ type: string; contact_id: string | null; data: Record<string, unknown> }>`
    select type, contact_id, data from events
    where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo} and (
      (contact_id is not null and
        (type = any(${heardOf}::text[]) or starts_with(type, 'contact.') or starts_with(type, 'message.')))
      or type in ('schema.deleted', 'address.suppressed', 'address.released'))`.execute(tx)
  return rows
}

export interface CheckNote {
  readonly segmentId: string
  readonly contacts: number
  readonly ms: number
}

/** To be done last in every turn in which contacts were checked: writes the time that was worked at, and what it took. */
export async function noteTurn(
  tx: Tx,
  { tenantId, now, zone }: Standpoint,
  notes: readonly CheckNote[],
): Promise<void> {
  await sql`/* note_segment_turn */
    with noted as (
      update segments set checks = checks + 1, checked_contacts = checked_contacts + note.contacts,
        check_ms = check_ms + note.ms
      from unnest(
        ${notes.map(note => note.segmentId)}::uuid[], ${notes.map(note => note.contacts)}::int[],
        ${notes.map(note => note.ms)}::float8[]
      ) as note (id, contacts, ms)
      where segments.tenant_id = ${tenantId} and segments.id = note.id
    )
    insert into segment_clocks (tenant_id, latest_at, latest_zone) values (${tenantId}, ${now}, ${zone})
    on conflict (tenant_id) do update set latest_at = excluded.latest_at, latest_zone = excluded.latest_zone`.execute(
    tx,
  )
}

/** Has them computed as a whole; at once, or when the time has come that a failure left. */
export async function setStale(
  tx: Tx,
  tenantId: string,
  segmentIds: readonly string[],
  when: 'in time' | 'at once' = 'in time',
): Promise<void> {
  if (segmentIds.length === 0) return
  await sql`update segments set state = 'stale', computed_up_to = null, contacts_done = 0, due_at = null,
      retry_at = ${when === 'at once' ? null : sql.ref('retry_at')}
    where tenant_id = ${tenantId} and id = any(${segmentIds}::uuid[])`.execute(tx)
}

export async function setSwept(
  tx: Tx,
  tenantId: string,
  segmentId: string,
  at: Date,
  dueAt: Date | null,
): Promise<void> {
  await sql`/* set_segment_swept */ update segments set swept_at = ${at}, due_at = ${dueAt}
    where tenant_id = ${tenantId} and id = ${segmentId} and state = 'ready'`.execute(tx)
}

/** Notes a failure. It is computed as a whole when its time has come: after 1 s, then twice as long, up to 5 min. */
export async function setFailed(db: Db, tenantId: string, segmentId: string, error: string): Promise<void> {
  await sql`update segments set failures = failures + 1, last_error = ${error}, due_at = null,
      retry_at = now() + least(interval '5 minutes', interval '1 second' * power(2, least(failures, 9))),
      computed_up_to = case state when 'computing' then computed_up_to end,
      state = case state when 'computing' then state else 'stale' end
    where tenant_id = ${tenantId} and id = ${segmentId}`.execute(db)
}

/** Tenants with something to compute, to sweep or to refresh now, whose clock was set back or whose zone is another. */
export async function selectTenantsWithWork(db: Db): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`/* select_segment_work */
    select tenant_id from segments where state <> 'ready' and (retry_at is null or retry_at <= now())
    union
    select tenant_id from segments join tenants on tenants.id = tenant_id
    where due_at <= tenant_time(clock_offset_ms, clock_frozen_at)
    union
    select tenant_id from segment_clocks join tenants on tenants.id = tenant_id
    where latest_at > tenant_time(clock_offset_ms, clock_frozen_at)
      + case when clock_frozen_at is null then interval '100 milliseconds' else interval '0' end
      or latest_zone <> coalesce(settings ->> 'timeZone', 'UTC')`.execute(db)
  return rows.map(row => row.tenant_id)
}

/** What is due, the longest first: live ones to sweep, refreshing ones to compute. */
export async function selectDue(
  tx: Tx,
  tenantId: string,
  now: Date,
  limit: number,
): Promise<Selectable<SegmentRow>[]> {
  const { rows } = await sql<Selectable<SegmentRow>>`/* select_due_segments */
    select * from segments where tenant_id = ${tenantId} and state = 'ready' and due_at <= ${now}
    order by due_at, id limit ${limit}`.execute(tx)
  return rows
}

/** One that is to be computed, the one that waits longest first. */
export async function selectToCompute(tx: Tx, tenantId: string): Promise<Selectable<SegmentRow> | undefined> {
  const { rows } = await sql<Selectable<SegmentRow>>`/* select_segment_to_compute */
    select * from segments where tenant_id = ${tenantId} and state <> 'ready'
      and (retry_at is null or retry_at <= now())
    order by retry_at nulls first, updated_at, id limit 1`.execute(tx)
  return rows[0]
}

export async function countContacts(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from contacts where tenant_id = ${tenantId}`.execute(tx)
  return rows[0]!.count
}

/** The last contact of the next so many, or nothing when there are no more than that. */
export async function selectPortionEnd(
  tx: Tx,
  tenantId: string,
  after: string | null,
  length: number,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from contacts where tenant_id = ${tenantId}
    and ${after ? sql`id > ${after}::uuid` : sql`true`} order by id offset ${length - 1} limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

export interface Progress {
  readonly upTo: string | null
  readonly done: number
  readonly total: number
  readonly since: Date
  readonly ms: number
}

/** False when the segment was changed since it was read. */
export async function setComputing(
  tx: Tx,
  tenantId: string,
  { id, version }: { id: string; version: number },
  progress: Progress,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update segments set state = 'computing', computed_up_to = ${progress.upTo}::uuid,
      contacts_done = ${progress.done}, contacts_total = ${progress.total}, computing_since = ${progress.since},
      computing_ms = ${progress.ms}, retry_at = null
    where tenant_id = ${tenantId} and id = ${id} and version = ${version}`.execute(tx)
  return numAffectedRows === 1n
}

/** The last portion is done. What passed an edge since the first one has still to be swept. */
export async function setReady(
  tx: Tx,
  tenantId: string,
  { id, version }: { id: string; version: number },
  progress: Progress,
  dueAt: Date | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update segments set state = 'ready', computed_up_to = null,
      contacts_done = ${progress.done}, contacts_total = ${progress.total}, computing_since = null,
      computed_at = ${progress.since}, swept_at = ${progress.since}, computed_ms = ${progress.ms}, due_at = ${dueAt},
      checks = 0, checked_contacts = 0, check_ms = 0, failures = 0, last_error = null, retry_at = null
    where tenant_id = ${tenantId} and id = ${id} and version = ${version}`.execute(tx)
  return numAffectedRows === 1n
}

export interface Passage {
  readonly bound: MovingBound
  /** After the one moment and up to the other. */
  readonly after: Date
  readonly upTo: Date
}

/** Contacts of whom a fact passed one of the bounds. */
export async function selectPassing(
  tx: Tx,
  standpoint: Standpoint,
  passages: readonly Passage[],
  limit: number,
): Promise<string[]> {
  const parts = passages.map(passage => sql`(${passing(standpoint, passage)})`)
  const { rows } = await sql<{ contact_id: string }>`
    select distinct contact_id from (${sql.join(parts, sql` union all `)}) passing limit ${limit}`.execute(tx)
  return rows.map(row => row.contact_id)
}

function passing({ tenantId, schemas }: Standpoint, { bound, after, upTo }: Passage): RawBuilder<unknown> {
  const passes = (at: string) =>
    sql`${sql.ref(at)} > ${after}::timestamptz and ${sql.ref(at)} <= ${upTo}::timestamptz`
  switch (bound.of) {
    case 'interactions': {
      const keys = bound.schema === undefined ? [...schemas.values()] : [schemas.get(bound.schema)]
      const known = keys.filter(key => key !== undefined)
      return sql`select contact_id from interactions where tenant_id = ${tenantId}::uuid
        and schema_key = any(${known}::uuid[]) and ${passes('created_date')}`
    }
    case 'purchases':
      return sql`select contact_id from receipts where tenant_id = ${tenantId}::uuid
        and contact_id is not null and ${passes('created_date')}`
    case 'messages':
      return sql`select contact_id from events where tenant_id = ${tenantId}::uuid and contact_id is not null
        and type = ${`message.${bound.what}`}::text and ${passes('at')}`
    case 'attribute':
      return sql`select id as contact_id from contacts where tenant_id = ${tenantId}::uuid
        and moment_of(attributes -> ${bound.name}::text) > ${after}::timestamptz
        and moment_of(attributes -> ${bound.name}::text) <= ${upTo}::timestamptz`
    case 'visits':
      return sql`select contact_id from content_visits where tenant_id = ${tenantId}::uuid and ${passes('visited_at')}`
    case 'created':
      return sql`select id as contact_id from contacts where tenant_id = ${tenantId}::uuid and ${passes('created_at')}`
  }
}
