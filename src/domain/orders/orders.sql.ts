import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { OrderRow } from './order.ts'

export interface JobRow {
  tenant_id: string
  id: string
  order_id: string
  kind: string
  contact_id: string | null
  body: string | null
  version_tag: string | null
  /** The tenant's time. */
  now: Date
}

export async function selectOrder(db: Db, tenantId: string, orderId: string): Promise<OrderRow | undefined> {
  const { rows } = await sql<OrderRow>`/* select_order */
    select order_id, contact_id, version_tag, status, body::text as body from orders
    where tenant_id = ${tenantId} and order_id = ${orderId}`.execute(db)
  return rows[0]
}

/** Newest first. */
export async function selectOrders(
  db: Db,
  tenantId: string,
  contactId: string,
  offset: number,
  limit: number,
): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`/* select_orders */
    select order_id, contact_id, version_tag, status, body::text as body from orders
    where tenant_id = ${tenantId} and contact_id = ${contactId}
    order by created_at desc, order_id desc offset ${offset} limit ${limit}`.execute(db)
  return rows
}

export async function selectOrderCount(db: Db, tenantId: string, contactId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`/* count_orders */
    select count(*) from orders where tenant_id = ${tenantId} and contact_id = ${contactId}`.execute(db)
  return rows[0]!.count
}

export const insertJob = (
  tx: Tx,
  tenantId: string,
  job: Pick<JobRow, 'id' | 'order_id' | 'kind' | 'contact_id' | 'body' | 'version_tag'>,
  at: Date,
) =>
  tx
    .insertInto('order_jobs')
    .values({ tenant_id: tenantId, ...job, accepted_at: at })
    .execute()

export async function hasPendingJobs(db: Db, tenantId: string, orderId: string): Promise<boolean> {
  const { rows } = await sql`/* has_order_jobs */ select 1 from order_jobs
    where tenant_id = ${tenantId} and order_id = ${orderId} and state = 'pending' limit 1`.execute(db)
  return rows.length > 0
}

export const selectJob = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('order_jobs')
    .select(['id', 'order_id', 'kind', 'state', 'failure'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/**
 * The first pending job of each order that is due, tenants in turns. It goes from order to order in the index, however many
 * jobs wait for one of them. Planned each time: a plan from when the table was small reads it from end to end.
 */
export async function selectDueJobs(db: Db, most: number): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`
    with recursive first as (
      (
        select tenant_id, order_id, seq, id, retry_at from order_jobs
        where state = 'pending' order by tenant_id, order_id, seq limit 1
      )
      union all
      select next.* from first cross join lateral (
        select tenant_id, order_id, seq, id, retry_at from order_jobs
        where state = 'pending' and (tenant_id, order_id) > (first.tenant_id, first.order_id)
        order by tenant_id, order_id, seq limit 1
      ) next
    )
    select tenant_id, id from (
      select *, row_number() over (partition by tenant_id order by seq) as turn from first
      where retry_at is null or retry_at <= now()
    ) due order by turn, seq limit ${most}`.execute(db)
  return rows
}

/** Takes a job for this transaction, unless another has it, it has ended, or one before it has not. */
export async function claimJob(tx: Tx, tenantId: string, id: string): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`/* claim_order_job */
    select job.tenant_id, job.id, order_id, kind, contact_id, body::text as body, version_tag,
      tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at) as now
    from order_jobs job join tenants tenant on tenant.id = job.tenant_id
    where job.tenant_id = ${tenantId} and job.id = ${id} and state = 'pending'
      and not exists (select 1 from order_jobs before where before.tenant_id = job.tenant_id
        and before.order_id = job.order_id and before.state = 'pending' and before.seq < job.seq)
    for update of job skip locked`.execute(tx)
  return rows[0]
}

/** What was to be written goes: it may be personal, and it is either in the order or nowhere. */
export const endJob = (tx: Tx, tenantId: string, id: string, failure: string | null) =>
  tx
    .updateTable('order_jobs')
    .set({ state: failure === null ? 'done' : 'failed', failure, body: null, ended_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** Notes that a job broke: it is tried again after 1 s, then after twice as long each time, ten times in all. */
export async function postponeJob(db: Db, tenantId: string, id: string): Promise<void> {
  await sql`update order_jobs set attempts = attempts + 1,
      state = case when attempts >= 9 then 'failed' else state end,
      failure = case when attempts >= 9 then 'order-job-failed' end,
      body = case when attempts >= 9 then null else body end,
      ended_at = case when attempts >= 9 then now() end,
      retry_at = now() + interval '1 second' * power(2, attempts)
    where tenant_id = ${tenantId} and id = ${id} and state = 'pending'`.execute(db)
}

export async function deleteEndedJobs(db: Db): Promise<void> {
  await sql`delete from order_jobs where state <> 'pending' and ended_at < now() - interval '30 days'`.execute(
    db,
  )
}

export const insertOrder = (tx: Tx, tenantId: string, order: OrderRow, createdAt: Date, at: Date) =>
  tx
    .insertInto('orders')
    .values({ tenant_id: tenantId, ...order, created_at: createdAt, modified_at: at })
    .execute()

export const updateOrder = (tx: Tx, tenantId: string, { order_id, ...order }: OrderRow, at: Date) =>
  tx
    .updateTable('orders')
    .set({ ...order, modified_at: at })
    .where('tenant_id', '=', tenantId)
    .where('order_id', '=', order_id)
    .execute()

export const deleteOrderRow = (tx: Tx, tenantId: string, orderId: string) =>
  tx.deleteFrom('orders').where('tenant_id', '=', tenantId).where('order_id', '=', orderId).execute()
