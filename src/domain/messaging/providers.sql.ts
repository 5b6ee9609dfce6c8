import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { MessageProviderRow } from '../../storage/tables-messaging.ts'
import type { Provider } from './provider.ts'

interface TenantClockRow {
  readonly clock_offset_ms: number
  readonly clock_frozen_at: Date | null
}

type Written = Omit<Provider, 'id' | 'version' | 'createdAt' | 'updatedAt'>

const toRow = (provider: Written) => ({
  name: provider.name,
  channel: provider.channel,
  kind: provider.kind,
  priority: provider.priority,
  settings: JSON.stringify(provider.settings),
  concurrency: provider.concurrency,
  per_second: provider.perSecond,
  is_enabled: provider.isEnabled,
})

export const insertProvider = (tx: Tx, tenantId: string, id: string, provider: Written, at: Date) =>
  tx
    .insertInto('message_providers')
    .values({ tenant_id: tenantId, id, ...toRow(provider), created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()

export const updateProviderRow = (tx: Tx, tenantId: string, id: string, provider: Written, at: Date) =>
  tx
    .updateTable('message_providers')
    .set({ ...toRow(provider), version: sql`version + 1`, updated_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const lockProvider = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('message_providers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const deleteProviderRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('message_providers').where('tenant_id', '=', tenantId).where('id', '=', id).execute()

/** In the order in which they are asked. */
export const selectProviders = (db: Db, tenantId: string) =>
  db
    .selectFrom('message_providers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('channel')
    .orderBy('priority')
    .orderBy('id')
    .execute()

/** Providers of all tenants that have a mailbox of what came back, and the clocks of their tenants. */
export async function selectProvidersWithMailbox(
  db: Db,
): Promise<(Selectable<MessageProviderRow> & TenantClockRow)[]> {
  const { rows } = await sql<
    Selectable<MessageProviderRow> & TenantClockRow
  >`/* select_providers_with_mailbox */
    select provider.*, clock_offset_ms, clock_frozen_at
    from message_providers provider join tenants on tenants.id = provider.tenant_id
    where provider.settings ? 'mailbox' order by provider.tenant_id, provider.id`.execute(db)
  return rows
}

export const countProviders = (db: Db, tenantId: string): Promise<number> =>
  db
    .selectFrom('message_providers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
    .then(row => row.count)
