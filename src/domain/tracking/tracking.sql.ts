import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { type Cart, stateOf } from './cart.ts'
import type { ProductView } from './product-view.ts'

/**
 * Writes carts that are not older than what is known of them, and answers which these are. What is known says
 * nothing when it lies ahead of `now`, by more than processes differ: then the tenant's clock was put back.
 */
export async function upsertCarts(
  tx: Tx,
  tenantId: string,
  carts: readonly Cart[],
  now: Date,
): Promise<{ contact_id: string; cart_reference: string }[]> {
  const { rows } = await sql<{ contact_id: string; cart_reference: string }>`/* upsert_carts */
    insert into carts (tenant_id, contact_id, cart_reference, language, url, items, active_at, state)
    select ${tenantId}::uuid, * from unnest(
      ${carts.map(cart => cart.contactId)}::uuid[], ${carts.map(cart => cart.cartReference)}::text[],
      ${carts.map(cart => cart.language)}::text[], ${carts.map(cart => cart.url)}::text[],
      ${carts.map(cart => JSON.stringify(cart.items))}::jsonb[], ${carts.map(cart => cart.activeAt)}::timestamptz[],
      ${carts.map(stateOf)}::text[]
    )
    on conflict (tenant_id, contact_id, cart_reference) do update set language = excluded.language,
      url = excluded.url, items = excluded.items, active_at = excluded.active_at, state = excluded.state
    where carts.active_at <= excluded.active_at or carts.active_at > ${now}::timestamptz + interval '1 minute'
    returning contact_id, cart_reference`.execute(tx)
  return rows
}

export const selectCarts = (db: Db, tenantId: string, contactId: string) =>
  db
    .selectFrom('carts')
    .select(['contact_id', 'cart_reference', 'language', 'url', 'items', 'active_at', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .orderBy('active_at', 'desc')
    .orderBy('cart_reference')
    .limit(500)
    .execute()

const idle = sql`carts.state = 'filled'
  and carts.active_at <= tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at) - interval '30 minutes'`

export async function selectTenantsWithIdleCarts(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`/* select_tenants_with_idle_carts */
    select id from tenants tenant where exists (select 1 from carts where carts.tenant_id = tenant.id and ${idle})
    order by id`.execute(db)
  return rows.map(row => row.id)
}

export interface SettledCart {
  contact_id: string
  cart_reference: string
  state: string
  /** The tenant's time. */
  now: Date
}

/** Ends the longest idle carts of a tenant, except those that another transaction has. */
export async function settleCarts(tx: Tx, tenantId: string, most: number): Promise<SettledCart[]> {
  const { rows } = await sql<SettledCart>`/* settle_carts */
    with due as materialized (
      select carts.contact_id, carts.cart_reference,
        tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at) as now
      from carts join tenants tenant on tenant.id = carts.tenant_id
      where carts.tenant_id = ${tenantId} and ${idle}
      order by carts.active_at limit ${most} for update of carts skip locked
    )
    update carts cart set state = case when exists (
        select 1 from events where events.tenant_id = cart.tenant_id and events.contact_id = cart.contact_id
          and at >= cart.active_at and type in ('receipt.registered', 'order.registered', 'order.created')
      ) then 'bought' else 'abandoned' end
    from due
    where cart.tenant_id = ${tenantId} and cart.contact_id = due.contact_id
      and cart.cart_reference = due.cart_reference
    returning cart.contact_id, cart.cart_reference, cart.state, due.now`.execute(tx)
  return rows
}

export const insertProductViews = (tx: Tx, tenantId: string, views: readonly ProductView[]) =>
  tx
    .insertInto('product_views')
    .values(
      views.map(view => ({
        tenant_id: tenantId,
        id: newId(),
        contact_id: view.contactId,
        sku: view.sku,
        category: view.category,
        viewed_at: view.viewedAt,
        session_id: view.sessionId,
        new_session: view.newSession,
        language: view.language,
        url: view.url,
        external_referrer: view.externalReferrer,
        utm: JSON.stringify(view.utm),
      })),
    )
    .execute()
