import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { PersonRow } from '../../storage/tables-people.ts'

export type NewPersonRow = Omit<PersonRow, 'version' | 'signed_in_at'>

/** False when the address is taken. */
export async function insertPerson(tx: Tx, row: NewPersonRow): Promise<boolean> {
  const inserted = await tx
    .insertInto('people')
    .values(row)
    .onConflict(conflict => conflict.columns(['tenant_id', 'email']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

const people = (db: Db, tenantId: string) =>
  db.selectFrom('people').selectAll().where('tenant_id', '=', tenantId)

export const selectPerson = (db: Db, tenantId: string, id: string) =>
  people(db, tenantId).where('id', '=', id).executeTakeFirst()

export const selectPersonByEmail = (db: Db, tenantId: string, email: string) =>
  people(db, tenantId).where('email', '=', email).executeTakeFirst()

export const selectInvited = (db: Db, tenantId: string, hash: Buffer, at: Date) =>
  people(db, tenantId)
    .where('invitation_hash', '=', hash)
    .where('invitation_ends_at', '>', at)
    .executeTakeFirst()

/** By address, after the given one. */
export const selectPeople = (db: Db, tenantId: string, after: string, limit: number) =>
  people(db, tenantId).where('email', '>', after).orderBy('email').limit(limit).execute()

/** Locks all people of a tenant, of whom there are few: who counts the owners must not be overtaken. */
export const lockPeople = (tx: Tx, tenantId: string) =>
  people(tx, tenantId).orderBy('id').forUpdate().execute()

export const updatePerson = (
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Partial<Omit<PersonRow, 'tenant_id' | 'id' | 'email' | 'version' | 'created_at' | 'signed_in_at'>>,
) =>
  tx
    .updateTable('people')
    .set({ ...changes, version: sql<number>`version + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()

export const noteSignIn = (tx: Tx, tenantId: string, id: string, at: Date) =>
  tx
    .updateTable('people')
    .set({ signed_in_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

export const deletePersonRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('people').where('tenant_id', '=', tenantId).where('id', '=', id).execute()
