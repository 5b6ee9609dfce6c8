import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { ServiceAccount } from './service-account.ts'

const accounts = (db: Db, tenantId: string) =>
  db.selectFrom('service_accounts').selectAll().where('tenant_id', '=', tenantId)

export const selectServiceAccounts = (db: Db, tenantId: string) =>
  accounts(db, tenantId).orderBy('name').execute()

export const selectServiceAccount = (db: Db, tenantId: string, id: string) =>
  accounts(db, tenantId).where('id', '=', id).executeTakeFirst()

export const lockServiceAccount = (tx: Tx, tenantId: string, id: string) =>
  accounts(tx, tenantId).where('id', '=', id).forUpdate().executeTakeFirst()

/** Nothing when the name is taken. */
export const insertServiceAccount = (
  tx: Tx,
  tenantId: string,
  { id, name, roles, createdAt }: Omit<ServiceAccount, 'version' | 'isDisabled'>,
) =>
  tx
    .insertInto('service_accounts')
    .values({ tenant_id: tenantId, id, name, roles: [...roles], created_at: createdAt })
    .onConflict(conflict => conflict.columns(['tenant_id', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()

export const updateServiceAccount = (
  tx: Tx,
  tenantId: string,
  { id, roles, isDisabled }: Pick<ServiceAccount, 'id' | 'roles' | 'isDisabled'>,
) =>
  tx
    .updateTable('service_accounts')
    .set({ roles: [...roles], is_disabled: isDisabled, version: sql<number>`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteServiceAccountRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('service_accounts').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
