import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

interface Row {
  readonly id: string
}

export async function selectCreated(db: Db, tenantId: string, from: Date, to: Date, limit: number) {
  const { rows } = await sql<Row>`/* created_contacts */ select id from contacts
    where tenant_id = ${tenantId} and created_at between ${from} and ${to}
    order by created_at, id limit ${limit}`.execute(db)
  return rows.map(row => row.id)
}

export async function selectUpdated(db: Db, tenantId: string, from: Date, to: Date, limit: number) {
  const { rows } = await sql<Row>`/* updated_contacts */ select id from contacts
    where tenant_id = ${tenantId} and is_updated and modified_at between ${from} and ${to}
    order by modified_at, id limit ${limit}`.execute(db)
  return rows.map(row => row.id)
}

export async function selectDeleted(db: Db, tenantId: string, from: Date, to: Date, limit: number) {
  const { rows } = await sql<Row>`/* deleted_contacts */ select contact_id as id from contact_tombstones
    where tenant_id = ${tenantId} and deleted_at between ${from} and ${to}
    order by deleted_at, contact_id limit ${limit}`.execute(db)
  return rows.map(row => row.id)
}
