import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Provider } from './provider.ts'

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

export const countProviders = (db: Db, tenantId: string): Promise<number> =>
  db
    .selectFrom('message_providers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
    .then(row => row.count)
