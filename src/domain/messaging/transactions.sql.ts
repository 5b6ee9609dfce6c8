import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { MessageTransactionRow } from '../../storage/tables-transactions.ts'

export type TransactionRow = Selectable<MessageTransactionRow>

/** The one of the name that is not before the ids of a year ago, the newest first. */
export const selectCampaignIdByName = (db: Db, tenantId: string, name: string): Promise<string | undefined> =>
  db
    .selectFrom('campaigns')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .where('kind', '=', 'transactional')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
    .then(row => row?.id)

/** The name of the order that another one with this hash is. */
export const selectEarlier = (
  tx: Tx,
  tenantId: string,
  hash: Buffer,
  at: Date,
): Promise<string | undefined> =>
  tx
    .selectFrom('message_transactions')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('dedupe_hash', '=', hash)
    .where('dedupe_until', '>', at)
    .limit(1)
    .executeTakeFirst()
    .then(row => row?.name)

export const insertTransaction = (tx: Tx, row: TransactionRow) =>
  tx
    .insertInto('message_transactions')
    .values({ ...row, context: JSON.stringify(row.context) })
    .execute()

export const moveTransaction = (
  tx: Tx,
  tenantId: string,
  id: string,
  to: { readonly place: number; readonly send_id: string | null; readonly is_open: boolean },
) =>
  tx
    .updateTable('message_transactions')
    .set(to)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

export interface OpenTransaction extends TransactionRow {
  readonly state: string | null
  readonly now: Date
}

/** Open ones whose send has ended or whose time is over, with the time of their tenants. */
export async function selectMovable(db: Db, limit: number): Promise<OpenTransaction[]> {
  const { rows } = await sql<OpenTransaction>`
    select tried.*, send.state, tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at) as now
    from message_transactions tried
    join tenants tenant on tenant.id = tried.tenant_id
    left join message_sends send on send.tenant_id = tried.tenant_id and send.id = tried.send_id
    where tried.is_open and (
      send.id is null or send.state not in ('waiting', 'sending', 'sent')
      or (send.state = 'sent' and tried.mode = 'fallback_on_attempt_failure')
      or tried.expires_at <= tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at)
    ) limit ${limit}`.execute(db)
  return rows
}

/** Locks one that is still open and where it was; false when someone else has moved it. */
export async function lockOpen(tx: Tx, tenantId: string, id: string, place: number): Promise<boolean> {
  const row = await tx
    .selectFrom('message_transactions')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('is_open', '=', true)
    .where('place', '=', place)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}
