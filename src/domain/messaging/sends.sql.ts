import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { MessageSendRow } from '../../storage/tables-messaging.ts'

export type SendRow = Selectable<MessageSendRow>

/** A send that is to be written. */
export interface SendToWrite {
  readonly id: string
  readonly contactId: string
  readonly templateId: string
  readonly channel: string
  readonly laneId: string
  readonly originKind: string
  readonly originId: string
  readonly originStep: string | null
  readonly context: string
  readonly dedupeKey: string
  readonly dueAt: Date
  readonly expiresAt: Date | null
}

/** Writes those whose contact is there and whose key is new. Answers their ids. */
export async function insertSends(
  tx: Tx,
  tenantId: string,
  sends: readonly SendToWrite[],
  at: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into message_sends (tenant_id, id, contact_id, template_id, channel, lane_id, origin_kind, origin_id,
      origin_step, context, dedupe_key, due_at, expires_at, created_at)
    select ${tenantId}::uuid, given.id, contact.id, template_id, channel, lane_id, origin_kind, origin_id,
      origin_step, context, dedupe_key, due_at, expires_at, ${at}::timestamptz
    from unnest(
      ${sends.map(send => send.id)}::uuid[], ${sends.map(send => send.contactId)}::uuid[],
      ${sends.map(send => send.templateId)}::uuid[], ${sends.map(send => send.channel)}::text[],
      ${sends.map(send => send.laneId)}::uuid[], ${sends.map(send => send.originKind)}::text[],
      ${sends.map(send => send.originId)}::text[], ${sends.map(send => send.originStep)}::text[],
      ${sends.map(send => send.context)}::jsonb[], ${sends.map(send => send.dedupeKey)}::text[],
      ${sends.map(send => send.dueAt)}::timestamptz[], ${sends.map(send => send.expiresAt)}::timestamptz[]
    ) as given (id, contact_id, template_id, channel, lane_id, origin_kind, origin_id, origin_step, context,
      dedupe_key, due_at, expires_at)
    cross join lateral (
      select id from contacts where tenant_id = ${tenantId} and id = given.contact_id limit 1 for key share
    ) contact
    on conflict (tenant_id, dedupe_key) do nothing
    returning id`.execute(tx)
  return new Set(rows.map(row => row.id))
}

/** The sends with these keys. */
export async function selectIdsByDedupeKey(
  tx: Tx,
  tenantId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select send.id, key from unnest(${keys}::text[]) as key
    cross join lateral (
      select id from message_sends where tenant_id = ${tenantId} and dedupe_key = key limit 1
    ) send`.execute(tx)
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** A claim: which send, and until when it is ours. */
export interface Claim {
  readonly id: string
  readonly leasedUntil: Date
}

export interface Beginning extends Claim {
  readonly address: string
  readonly providerId: string
}

/**
 * Sends by their key, locked. What is asked of them besides is asked afterwards: before there are statistics, a state
 * among what is sought leads to all that wait.
 */
const held = (tenantId: string, id: 'given.id' | 'mark.id' | 'claim.id') =>
  sql`cross join lateral (
      select id as send_id, state as state_before, leased_until as lease, lane_id from message_sends
      where tenant_id = ${tenantId}::uuid and id = ${sql.ref(id)} limit 1 for update
    ) send`

const isOpen = (tenantId: string) =>
  sql`exists (select 1 from message_lanes lane
        where lane.tenant_id = ${tenantId}::uuid and lane.id = send.lane_id and lane.is_open)`

/**
 * Notes that sends are about to be handed over, where the claim is still ours and the lane is open. Answers those and
 * until when they are ours from now on.
 */
export async function markSending(
  db: Db,
  tenantId: string,
  beginnings: readonly Beginning[],
  leaseMs: number,
): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; leased_until: Date }>`
    with given as (
      select given.* from unnest(
        ${beginnings.map(each => each.id)}::uuid[], ${beginnings.map(each => each.leasedUntil)}::timestamptz[],
        ${beginnings.map(each => each.address)}::text[], ${beginnings.map(each => each.providerId)}::uuid[]
      ) as given (id, leased_until, address, provider_id)
      ${held(tenantId, 'given.id')}
      where lease = given.leased_until and state_before in ('waiting', 'sending') and ${isOpen(tenantId)}
    )
    update message_sends send set state = 'sending', address = given.address, provider_id = given.provider_id,
      leased_until = date_trunc('milliseconds', now() + ${leaseMs} * interval '1 millisecond')
    from given where send.tenant_id = ${tenantId}::uuid and send.id = given.id
    returning send.id, send.leased_until`.execute(db)
  return new Map(rows.map(row => [row.id, row.leased_until]))
}

/** What became of a claimed send, as it is written. */
export interface Mark extends Claim {
  readonly state: string
  readonly reason: string | null
  readonly detail: string | null
  readonly address: string | null
  readonly reference: string | null
  /** After which time it is due again, of one that waits once more. */
  readonly delayMs: number | null
  /** Of what is put on show: until when it is valid. An earlier end that it has stays. */
  readonly expiresAt: Date | null
  readonly countsAsTry: boolean
  /** Whether the provider may have one that waits once more: then it alone gets it again. */
  readonly keepsProvider: boolean
}

/**
 * Writes what became of sends, where the claim is still ours. Answers those as they are then. Where a provider told what
 * became of a message before its hand-over was at an end, that stays, and the rest is written.
 */
export async function markSends(
  tx: Tx,
  tenantId: string,
  marks: readonly Mark[],
  at: Date,
  needsOpenLane = false,
): Promise<SendRow[]> {
  const { rows } = await sql<SendRow>`
    with mark as (
      select mark.* from unnest(
        ${marks.map(mark => mark.id)}::uuid[], ${marks.map(mark => mark.leasedUntil)}::timestamptz[],
        ${marks.map(mark => mark.state)}::text[], ${marks.map(mark => mark.reason)}::text[],
        ${marks.map(mark => mark.detail)}::text[], ${marks.map(mark => mark.address)}::text[],
        ${marks.map(mark => mark.reference)}::text[], ${marks.map(mark => mark.delayMs)}::bigint[],
        ${marks.map(mark => (mark.countsAsTry ? 1 : 0))}::int[],
        ${marks.map(mark => mark.keepsProvider)}::boolean[], ${marks.map(mark => mark.expiresAt)}::timestamptz[]
      ) as mark (id, leased_until, state, reason, detail, address, reference, delay_ms, counts, keeps_provider, expires_at)
      ${held(tenantId, 'mark.id')}
      where lease = mark.leased_until and (state_before in ('waiting', 'sending')
          or mark.state = 'sent' and state_before in ('delivered', 'bounced', 'failed'))
        and (not ${needsOpenLane}::boolean or ${isOpen(tenantId)})
    )
    update message_sends send set leased_until = null,
      state = case when send.ended_at is null then mark.state else send.state end,
      reason = case when send.ended_at is null then mark.reason else send.reason end,
      detail = case when send.ended_at is null then mark.detail else send.detail end,
      address = coalesce(mark.address, send.address), reference = coalesce(mark.reference, send.reference),
      tries = send.tries + mark.counts,
      due_at = coalesce(${at}::timestamptz + mark.delay_ms * interval '1 millisecond', send.due_at),
      provider_id = case when mark.state = 'waiting' and not mark.keeps_provider then null else send.provider_id end,
      expires_at = least(send.expires_at, mark.expires_at),
      sent_at = case when mark.state = 'sent' then ${at}::timestamptz else send.sent_at end,
      ended_at = case when send.ended_at is not null then send.ended_at
        when mark.state in ('waiting', 'sent') then null else ${at}::timestamptz end
    from mark where send.tenant_id = ${tenantId}::uuid and send.id = mark.id
    returning send.*`.execute(tx)
  return rows
}

/** Gives claims back of what was not begun. */
export const releaseSendClaims = (db: Db, tenantId: string, claims: readonly Claim[]) =>
  sql`
    with claim as (
      select claim.* from unnest(
        ${claims.map(claim => claim.id)}::uuid[], ${claims.map(claim => claim.leasedUntil)}::timestamptz[]
      ) as claim (id, leased_until)
      ${held(tenantId, 'claim.id')}
      where lease = claim.leased_until and state_before = 'waiting'
    )
    update message_sends send set leased_until = null
    from claim where send.tenant_id = ${tenantId}::uuid and send.id = claim.id`.execute(db)

/** Ends the claims of processes that are gone, when no other lives: nothing is leased any more. */
export const endAllLeases = (db: Db) =>
  sql`update message_sends set leased_until = case when state = 'waiting' then null
      else date_trunc('milliseconds', now()) end
    where leased_until is not null and state in ('waiting', 'sending')`.execute(db)

/** Tenants with sends that were being handed over by a process whose claim ran out. */
export async function selectTenantsWithLost(db: Db): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`/* select_tenants_with_lost_sends */
    select distinct tenant_id from message_sends where state = 'sending' and leased_until <= now()`.execute(
    db,
  )
  return rows.map(row => row.tenant_id)
}

/** Locks some of a tenant's sends that a process which died was handing over. */
export async function lockLost(
  tx: Tx,
  tenantId: string,
  count: number,
): Promise<{ id: string; leased_until: Date; provider_id: string | null; tries: number }[]> {
  const { rows } = await sql<{ id: string; leased_until: Date; provider_id: string | null; tries: number }>`
    select id, leased_until, provider_id, tries from message_sends
    where tenant_id = ${tenantId} and state = 'sending' and leased_until <= now()
    limit ${count} for update skip locked`.execute(tx)
  return rows
}

/** Which sends of a tenant. */
export interface SendSelection {
  readonly contactId?: string
  readonly templateId?: string
  readonly campaignId?: string
  readonly originId?: string
  readonly state?: string
  readonly channel?: string
}

/** The newest first, below an id. */
export async function selectSends(
  db: Db,
  tenantId: string,
  selection: SendSelection,
  below: string | undefined,
  count: number,
): Promise<SendRow[]> {
  const { contactId, templateId, campaignId, originId, state, channel } = selection
  return db
    .selectFrom('message_sends')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(below !== undefined, query => query.where('id', '<', below!))
    .$if(contactId !== undefined, query => query.where('contact_id', '=', contactId!))
    .$if(templateId !== undefined, query => query.where('template_id', '=', templateId!))
    .$if(campaignId !== undefined, query => query.where('lane_id', '=', campaignId!))
    .$if(originId !== undefined, query => query.where('origin_id', '=', originId!))
    .$if(state !== undefined, query => query.where('state', '=', state!))
    .$if(channel !== undefined, query => query.where('channel', '=', channel!))
    .orderBy('id', 'desc')
    .limit(count)
    .execute()
}

export const selectSend = (db: Db, tenantId: string, id: string): Promise<SendRow | undefined> =>
  db
    .selectFrom('message_sends')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

export const lockSend = (tx: Tx, tenantId: string, id: string): Promise<SendRow | undefined> =>
  tx
    .selectFrom('message_sends')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const updateSend = (
  tx: Tx,
  tenantId: string,
  id: string,
  change: Partial<
    Pick<
      SendRow,
      | 'state'
      | 'reason'
      | 'detail'
      | 'ended_at'
      | 'opened_at'
      | 'clicked_at'
      | 'clicks'
      | 'unsubscribed_at'
      | 'dismissed_at'
      | 'due_at'
    >
  >,
): Promise<SendRow> =>
  tx
    .updateTable('message_sends')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export async function selectIdByReference(
  db: Db,
  tenantId: string,
  providerId: string,
  reference: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('message_sends')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('provider_id', '=', providerId)
    .where('reference', '=', reference)
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Whether the log tells of a send already; of a click, of one that led there. */
export async function isTold(
  tx: Tx,
  { tenant_id, contact_id, id }: Pick<SendRow, 'tenant_id' | 'contact_id' | 'id'>,
  type: string,
  url?: string,
): Promise<boolean> {
  const ledThere = url === undefined ? sql`true` : sql`data ->> 'url' = ${url}::text`
  const { rows } = await sql`
    select from events where tenant_id = ${tenant_id} and contact_id = ${contact_id} and type = ${type}
      and data ->> 'sendId' = ${id}::text and ${ledThere} limit 1`.execute(tx)
  return rows.length > 0
}

/** Cancels what waits in a lane and is not claimed. Answers it. */
export async function cancelWaiting(tx: Tx, tenantId: string, laneId: string, at: Date, count: number) {
  const { rows } = await sql<SendRow>`
    update message_sends set state = 'cancelled', ended_at = ${at}::timestamptz, leased_until = null
    where tenant_id = ${tenantId} and id = any(array(
      select id from message_sends where tenant_id = ${tenantId} and lane_id = ${laneId} and state = 'waiting'
      limit ${count} for update skip locked
    )) returning *`.execute(tx)
  return rows
}
