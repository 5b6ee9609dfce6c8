import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { WebhookRow } from '../../storage/tables-webhooks.ts'
import type { Webhook } from './webhook.ts'

export const countWebhooks = (db: Db, tenantId: string): Promise<number> =>
  db
    .selectFrom('webhooks')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
    .then(row => row.count)

export const insertWebhook = (
  tx: Tx,
  webhook: Webhook,
  { headers, secret }: { headers: Readonly<Record<string, string>>; secret: string },
) =>
  tx
    .insertInto('webhooks')
    .values({
      tenant_id: webhook.tenantId,
      id: webhook.id,
      dialect: webhook.dialect,
      url: webhook.url,
      format: webhook.format,
      description: webhook.description,
      event_types: [...webhook.eventTypes],
      schema_ids: [...webhook.schemaIds],
      contact_types: [...webhook.contactTypes],
      headers: JSON.stringify(headers),
      secret,
      concurrency: webhook.concurrency,
      per_second: webhook.perSecond,
      created_at: webhook.createdAt,
    })
    .execute()

const living = (db: Db, tenantId: string) =>
  db.selectFrom('webhooks').selectAll().where('tenant_id', '=', tenantId).where('deleted_at', 'is', null)

export const selectWebhooks = (db: Db, tenantId: string) => living(db, tenantId).orderBy('id').execute()

export const selectWebhook = (db: Db, tenantId: string, id: string) =>
  living(db, tenantId).where('id', '=', id).executeTakeFirst()

/** Others that change it wait. */
export const lockWebhook = (tx: Tx, tenantId: string, id: string) =>
  living(tx, tenantId).where('id', '=', id).forUpdate().executeTakeFirst()

export const updateWebhookRow = (
  tx: Tx,
  webhook: Webhook,
  headers: Readonly<Record<string, string>>,
): Promise<Selectable<WebhookRow>> =>
  tx
    .updateTable('webhooks')
    .set(({ eb, ref }) => ({
      url: webhook.url,
      description: webhook.description,
      event_types: [...webhook.eventTypes],
      schema_ids: [...webhook.schemaIds],
      contact_types: [...webhook.contactTypes],
      headers: JSON.stringify(headers),
      concurrency: webhook.concurrency,
      per_second: webhook.perSecond,
      version: eb(ref('version'), '+', 1),
    }))
    .where('tenant_id', '=', webhook.tenantId)
    .where('id', '=', webhook.id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** It hears nothing more; the row stays for what was sent to it. */
export const markDeleted = (tx: Tx, tenantId: string, id: string, wall: Date) =>
  tx
    .updateTable('webhooks')
    .set(({ fn, ref, val }) => ({
      deleted_at: wall,
      disabled_at: fn.coalesce(ref('disabled_at'), val(wall)),
      headers: '{}',
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** Takes away the rows of webhooks that were deleted so long ago that nothing is kept of what was sent to them. */
export const deleteDeletedWebhooks = (db: Db, deletedBefore: Date) =>
  db.deleteFrom('webhooks').where('deleted_at', '<', deletedBefore).execute()

/** With what is told of its tenant. */
export type ListenerRow = Selectable<WebhookRow> & { slug: string; settings: unknown }

/** Of all tenants. */
export async function selectEnabledWebhooks(db: Db): Promise<ListenerRow[]> {
  const { rows } = await sql<ListenerRow>`/* select_enabled_webhooks */
    select webhooks.*, tenants.slug, tenants.settings from webhooks join tenants on tenants.id = webhooks.tenant_id
    where disabled_at is null order by tenant_id, webhooks.id`.execute(db)
  return rows
}

/** Unless it is deleted. */
export async function selectListener(db: Db, tenantId: string, id: string): Promise<ListenerRow | undefined> {
  const { rows } = await sql<ListenerRow>`
    select webhooks.*, tenants.slug, tenants.settings from webhooks join tenants on tenants.id = webhooks.tenant_id
    where webhooks.tenant_id = ${tenantId} and webhooks.id = ${id} and deleted_at is null`.execute(db)
  return rows[0]
}

/** All webhooks of a tenant, disabled and deleted ones too, with its name: what a consumer asks of every stretch. */
export async function selectListeners(tx: Tx, tenantId: string): Promise<ListenerRow[]> {
  const { rows } = await sql<ListenerRow>`/* select_listeners */
    select webhooks.*, tenants.slug, tenants.settings from webhooks join tenants on tenants.id = webhooks.tenant_id
    where webhooks.tenant_id = ${tenantId} order by webhooks.id`.execute(tx)
  return rows
}

/** The webhook as it is then, or nothing when there is none that is enabled. */
export const setDisabled = (tx: Tx, tenantId: string, id: string, reason: string, at: Date) =>
  tx
    .updateTable('webhooks')
    .set(({ eb, ref }) => ({
      disabled_at: at,
      disabled_reason: reason,
      version: eb(ref('version'), '+', 1),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

export const setEnabled = (tx: Tx, tenantId: string, id: string) =>
  tx
    .updateTable('webhooks')
    .set(({ eb, ref }) => ({
      disabled_at: null,
      disabled_reason: null,
      failing_since: null,
      version: eb(ref('version'), '+', 1),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

export const setSecret = (tx: Tx, tenantId: string, id: string, secret: string, until: Date) =>
  tx
    .updateTable('webhooks')
    .set(({ eb, ref }) => ({
      secret,
      previous_secret: ref('secret'),
      previous_secret_until: until,
      version: eb(ref('version'), '+', 1),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

/**
 * Notes of webhooks that something was delivered or that nothing but failures came. Answers since when those fail.
 * Planned each time, as what marks the attempts.
 */
export async function noteHealth(
  tx: Tx,
  notes: readonly { tenantId: string; webhookId: string; isDelivered: boolean }[],
): Promise<{ tenant_id: string; id: string; failing_since: Date; now: Date }[]> {
  const { rows } = await sql<{
    tenant_id: string
    id: string
    failing_since: Date
    now: Date
  }>`
    with locked as (
      select webhooks.tenant_id, webhooks.id, note.is_delivered,
        tenant_time(tenants.clock_offset_ms, tenants.clock_frozen_at) as now
      from unnest(
        ${notes.map(note => note.tenantId)}::uuid[], ${notes.map(note => note.webhookId)}::uuid[],
        ${notes.map(note => note.isDelivered)}::boolean[]
      ) as note (tenant_id, id, is_delivered)
      join webhooks on webhooks.tenant_id = note.tenant_id and webhooks.id = note.id
      join tenants on tenants.id = webhooks.tenant_id
      where not note.is_delivered or webhooks.failing_since is not null
      order by webhooks.tenant_id, webhooks.id for update of webhooks
    )
    update webhooks set failing_since = case when locked.is_delivered then null else coalesce(failing_since, now) end
    from locked where webhooks.tenant_id = locked.tenant_id and webhooks.id = locked.id
    returning webhooks.tenant_id, webhooks.id, webhooks.failing_since, locked.now`.execute(tx)
  return rows.filter(row => row.failing_since !== null)
}
