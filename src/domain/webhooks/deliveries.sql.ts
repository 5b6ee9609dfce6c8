import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Stretch } from '../../storage/log/consumer.ts'
import type { WebhookDeliveryRow } from '../../storage/tables-webhooks.ts'
import type { DeliveryState } from './delivery.ts'
import type { UserNames } from './face.ts'

export interface EventRow {
  readonly id: string
  readonly type: string
  readonly contact_id: string | null
  readonly contact_type: string | null
  readonly schema_id: string | null
  readonly data: Record<string, unknown>
  readonly at: Date
}

/**
 * The facts of these types in a stretch of the log `events`. Contacts and schemas are looked up one by one, for the
 * planner would else read all those of the tenant while it knows nothing of the tables; and this has no name, so that
 * it is not planned for good while they are small.
 */
export async function selectEvents(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
  types: readonly string[],
): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select event.id, event.type, event.contact_id, event.data, event.at, schema.alias as schema_id,
      coalesce(contact.contact_type, event.data->>'contactType') as contact_type
    from events event
    left join lateral (
      select contact_type from contacts where tenant_id = event.tenant_id and id = event.contact_id limit 1
    ) contact on true
    left join lateral (
      select alias from interaction_schemas
      where tenant_id = event.tenant_id and key = (event.data->>'schemaKey')::uuid limit 1
    ) schema on true
    where event.tenant_id = ${tenantId} and event.seq > ${after} and event.seq <= ${upTo}
      and event.type = any(${types}::text[])
    order by event.seq`.execute(tx)
  return rows
}

export interface InteractionRow {
  readonly id: string
  readonly contact_id: string
  readonly contact_type: string
  readonly schema_id: string
  readonly created_date: Date
  readonly payload: Record<string, unknown>
}

/**
 * The interactions of a stretch whose contact and schema are not deleted. The contacts are locked against deletion: a
 * delivery is written before its contact is deleted, and then it is found by who takes it away, or not at all. Planned
 * each time.
 */
export async function selectInteractions(
  tx: Tx,
  { tenantId, after, upTo }: Stretch,
): Promise<InteractionRow[]> {
  const { rows } = await sql<InteractionRow>`
    select interaction.id, interaction.contact_id, contact.contact_type, schema.alias as schema_id,
      interaction.created_date, interaction.payload
    from interactions interaction
    join contacts contact on contact.tenant_id = interaction.tenant_id and contact.id = interaction.contact_id
    join interaction_schemas schema
      on schema.tenant_id = interaction.tenant_id and schema.key = interaction.schema_key and schema.deleted_at is null
    where interaction.tenant_id = ${tenantId} and interaction.seq > ${after} and interaction.seq <= ${upTo}
    order by interaction.seq for key share of contact`.execute(tx)
  return rows
}

/** What other systems call contacts; of several names of a kind, the first. */
export async function selectUserNames(
  tx: Tx,
  tenantId: string,
  contactIds: readonly string[],
): Promise<({ contact_id: string } & UserNames)[]> {
  if (contactIds.length === 0) return []
  const { rows } = await sql<{ contact_id: string } & UserNames>`
    select contact_id, min(value) filter (where kind = 'userId') as "userId",
      min(value) filter (where kind = 'anonymousId') as "anonymousId"
    from contact_keys
    where tenant_id = ${tenantId} and contact_id = any(${contactIds}::uuid[]) and kind in ('userId', 'anonymousId')
    group by contact_id`.execute(tx)
  return rows
}

export interface MessageRow {
  readonly messageId: string
  readonly eventType: string
  readonly contactId: string | null
  readonly body: string
}

/** A delivery of the message at a place in the list, which counts from 1. */
export interface NewDelivery {
  readonly id: string
  readonly webhookId: string
  readonly place: number
}

/** Writes deliveries, due at once. A body that goes to several webhooks is sent to the database once. */
export const insertDeliveries = (
  tx: Tx,
  tenantId: string,
  messages: readonly MessageRow[],
  deliveries: readonly NewDelivery[],
) =>
  sql`/* insert_webhook_deliveries */
    insert into webhook_deliveries
      (tenant_id, id, webhook_id, message_id, event_type, contact_id, body, due_at, created_at)
    select tenant.id, delivery.id, webhook_id, message_id, event_type, contact_id, body, tenant.now, tenant.now
    from unnest(
      ${deliveries.map(delivery => delivery.id)}::uuid[], ${deliveries.map(delivery => delivery.webhookId)}::uuid[],
      ${deliveries.map(delivery => delivery.place)}::bigint[]
    ) as delivery (id, webhook_id, place)
    join unnest(
      ${messages.map(message => message.messageId)}::text[], ${messages.map(message => message.eventType)}::text[],
      ${messages.map(message => message.contactId)}::uuid[], ${messages.map(message => message.body)}::text[]
    ) with ordinality as message (message_id, event_type, contact_id, body, place) using (place)
    cross join (
      select id, tenant_time(clock_offset_ms, clock_frozen_at) as now from tenants where id = ${tenantId}
    ) tenant`.execute(tx)

export const deleteDeliveriesOf = (tx: Tx, tenantId: string, contactIds: readonly string[]) =>
  sql`delete from webhook_deliveries where tenant_id = ${tenantId} and contact_id = any(${contactIds}::uuid[])`.execute(
    tx,
  )

/** What came of an attempt, as it is written. */
export interface Mark {
  readonly tenantId: string
  readonly id: string
  readonly leasedUntil: Date
  /** Attempts before this one, as the claim had it. There are fewer since when it was replayed meanwhile. */
  readonly tries: number
  readonly state: DeliveryState
  /** After which time it is due again. Null: it stays due when it was. */
  readonly delayMs: number | null
  /** `{status, ms, answer, problem}` as JSON. */
  readonly attempt: string
  readonly countsAsTry: boolean
}

const mostAttemptsKept = 20

const isOutdated = sql`delivery.tries < mark.tries and mark.state <> 'delivered'`

/**
 * Writes what came of attempts, where the lease is still the one that was claimed. A failure of what was replayed
 * meanwhile is noted and changes nothing else: it is due, and its schedule begins anew. This has no name and so is
 * planned each time: a plan from when the table was small reads it from end to end.
 */
export const markAttempts = (tx: Tx, marks: readonly Mark[]) =>
  sql`update webhook_deliveries delivery set
      leased_until = null,
      state = case when ${isOutdated} then 'waiting' else mark.state end,
      tries = case when ${isOutdated} then delivery.tries else delivery.tries + mark.counts end,
      due_at = case when ${isOutdated} or mark.delay_ms is null then due_at
        else mark.now + mark.delay_ms * interval '1 millisecond' end,
      ended_at = case when ${isOutdated} or mark.state = 'waiting' then null else mark.now end,
      attempts = case when jsonb_array_length(attempts) < ${mostAttemptsKept}::int then attempts else attempts - 0 end
        || (mark.attempt || jsonb_build_object('at', mark.now))
    from (
      select given.*, tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at) as now from unnest(
        ${marks.map(mark => mark.tenantId)}::uuid[], ${marks.map(mark => mark.id)}::uuid[],
        ${marks.map(mark => mark.leasedUntil)}::timestamptz[], ${marks.map(mark => mark.tries)}::int[],
        ${marks.map(mark => mark.state)}::text[], ${marks.map(mark => mark.delayMs)}::bigint[],
        ${marks.map(mark => mark.attempt)}::jsonb[], ${marks.map(mark => (mark.countsAsTry ? 1 : 0))}::int[]
      ) as given (tenant_id, id, leased_until, tries, state, delay_ms, attempt, counts)
      join tenants on tenants.id = given.tenant_id
    ) mark
    where delivery.tenant_id = mark.tenant_id and delivery.id = mark.id
      and delivery.leased_until = mark.leased_until`.execute(tx)

/** Gives claims back before they run out. */
export const releaseClaims = (
  db: Db,
  claims: readonly { tenantId: string; id: string; leasedUntil: Date }[],
) =>
  sql`update webhook_deliveries delivery set leased_until = null
    from unnest(
      ${claims.map(claim => claim.tenantId)}::uuid[], ${claims.map(claim => claim.id)}::uuid[],
      ${claims.map(claim => claim.leasedUntil)}::timestamptz[]
    ) as claim (tenant_id, id, leased_until)
    where delivery.tenant_id = claim.tenant_id and delivery.id = claim.id
      and delivery.leased_until = claim.leased_until`.execute(db)

/** Which deliveries of a tenant; ids are by the machine's clock, `since` and `until` by the tenant's. */
export interface Selection {
  readonly deliveryId?: string
  readonly webhookId?: string
  readonly state?: DeliveryState
  readonly eventType?: string
  readonly since?: Date
  readonly until?: Date
  /** Those with a lower id, that is written earlier. */
  readonly beforeId?: string
}

const matches = (
  tenantId: string,
  { deliveryId, webhookId, state, eventType, since, until, beforeId }: Selection,
) => sql<boolean>`
  tenant_id = ${tenantId}
  ${deliveryId === undefined ? sql`` : sql`and id = ${deliveryId}`}
  ${webhookId === undefined ? sql`` : sql`and webhook_id = ${webhookId}`}
  ${state === undefined ? sql`` : sql`and state = ${state}`}
  ${eventType === undefined ? sql`` : sql`and event_type = ${eventType}`}
  ${since === undefined ? sql`` : sql`and created_at >= ${since}`}
  ${until === undefined ? sql`` : sql`and created_at < ${until}`}
  ${beforeId === undefined ? sql`` : sql`and id < ${beforeId}`}`

/** Newest first. */
export async function selectDeliveries(
  db: Db,
  tenantId: string,
  selection: Selection,
  limit: number,
): Promise<Selectable<WebhookDeliveryRow>[]> {
  const { rows } = await sql<Selectable<WebhookDeliveryRow>>`
    select * from webhook_deliveries where ${matches(tenantId, selection)} order by id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** By state, of the latest so many of the selected. */
export async function selectDeliveryCounts(
  db: Db,
  tenantId: string,
  selection: Selection,
  most: number,
): Promise<{ state: DeliveryState; count: number }[]> {
  const { rows } = await sql<{ state: DeliveryState; count: number }>`
    select state, count(*) as count from (
      select state from webhook_deliveries where ${matches(tenantId, selection)} order by id desc limit ${most}
    ) latest group by state`.execute(db)
  return rows
}

/**
 * Puts the next of the selected after an id to the beginning of their schedule, but for those of deleted webhooks. Answers
 * how many and the last id.
 */
export async function restartDeliveries(
  tx: Tx,
  tenantId: string,
  selection: Selection,
  after: string,
  limit: number,
): Promise<{ count: number; last: string | null }> {
  const { rows } = await sql<{ count: number; last: string | null }>`
    with chosen as materialized (
      select tenant_id, id from webhook_deliveries where ${matches(tenantId, selection)} and id > ${after}::uuid
        and webhook_id = any(array(select id from webhooks where tenant_id = ${tenantId} and deleted_at is null))
      order by id limit ${limit} for update
    ), restarted as (
      update webhook_deliveries delivery set state = 'waiting', tries = 0, ended_at = null,
        due_at = tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at)
      from tenants
      where tenants.id = ${tenantId} and delivery.tenant_id = ${tenantId}
        and delivery.id = any(array(select id from chosen))
    )
    select count(*), max(id::text) as last from chosen`.execute(tx)
  return rows[0]!
}

/** Takes away some of what ended and is older than its tenant keeps it. Answers how many these were. */
export async function deleteEnded(db: Db, wall: Date, standardDays: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_deliveries where ctid = any(array(
      select old.ctid from (
        select id, lowest_id_at(${wall}::timestamptz
          - coalesce((settings->>'deliveryDays')::int, ${standardDays}::int) * interval '1 day') as below
        from tenants
      ) tenant
      cross join lateral (
        select delivery.ctid from webhook_deliveries delivery
        where delivery.tenant_id = tenant.id and delivery.id < tenant.below and delivery.state <> 'waiting'
        order by delivery.id limit ${limit} for update skip locked
      ) old limit ${limit}
    ))`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Takes away some of what waits for a webhook. Answers how many these were. */
export async function deleteWaitingOf(
  db: Db,
  tenantId: string,
  webhookId: string,
  limit: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_deliveries where tenant_id = ${tenantId} and ctid = any(array(
      select ctid from webhook_deliveries
      where tenant_id = ${tenantId} and webhook_id = ${webhookId} and state = 'waiting'
      order by due_at limit ${limit} for update
    ))`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Takes away some of what waits for webhooks that are deleted. Answers how many these were. */
export async function deleteAbandoned(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_deliveries where ctid = any(array(
      select abandoned.ctid from webhooks webhook
      cross join lateral (
        select ctid from webhook_deliveries
        where tenant_id = webhook.tenant_id and webhook_id = webhook.id and state = 'waiting'
        order by due_at limit ${limit} for update skip locked
      ) abandoned
      where webhook.deleted_at is not null limit ${limit}
    ))`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** How many wait, and for how long the one that has been due longest, over enabled webhooks. */
export async function selectBacklog(db: Db): Promise<{ waiting: number; oldestDueSeconds: number }> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from webhook_deliveries where state = 'waiting'`.execute(db)
  return { waiting: rows[0]!.waiting, oldestDueSeconds: await selectOldestDueDelivery(db) }
}

export async function selectOldestDueDelivery(db: Db): Promise<number> {
  const { rows } = await sql<{ oldest: number }>`
    select coalesce(max(extract(epoch from greatest(due.age, interval '0'))), 0)::float8 as oldest
    from webhooks join tenants on tenants.id = webhooks.tenant_id
    cross join lateral (
      select tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at) - due_at as age from webhook_deliveries
      where tenant_id = webhooks.tenant_id and webhook_id = webhooks.id and state = 'waiting'
      order by due_at limit 1
    ) due
    where webhooks.disabled_at is null`.execute(db)
  return rows[0]!.oldest
}

export const releaseAllClaims = (db: Db) =>
  sql`update webhook_deliveries set leased_until = null
    where leased_until is not null and state = 'waiting'`.execute(db)
