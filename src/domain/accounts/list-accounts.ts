import type { Db } from '../../storage/driver.ts'
import {
  type KeyUse,
  selectKeys,
  selectKeyUses,
  selectLastUses,
  selectOwnerNames,
  selectTenant,
  selectTenants,
  selectTenantsById,
} from './accounts.sql.ts'
import { type ApiKey, fromRow as keyFromRow } from './api-key.ts'
import { tenantNotFound } from './errors.ts'
import { fromRow, type Tenant } from './tenant.ts'

export async function listTenants(db: Db): Promise<Tenant[]> {
  return (await selectTenants(db)).map(fromRow)
}

export async function findTenant(db: Db, slug: string): Promise<Tenant> {
  const row = await selectTenant(db, slug)
  if (!row) throw tenantNotFound(slug)
  return fromRow(row)
}

/** Undefined when there is none of this id. */
export async function readTenant(db: Db, tenantId: string): Promise<Tenant | undefined> {
  const [row] = await selectTenantsById(db, [tenantId])
  return row && fromRow(row)
}

/** All keys of a tenant, the ended ones too, oldest first. */
export async function listKeys(db: Db, tenantId: string): Promise<ApiKey[]> {
  return (await selectKeys(db, tenantId)).map(keyFromRow)
}

/** By id, of the owners of keys that are there: a person's e-mail address, a service account's name. */
export const readOwnerNames = (db: Db, tenantId: string): Promise<Map<string, string>> =>
  selectOwnerNames(db, tenantId)

/** Which systems have called with a key, the latest first, at most 200. */
export async function listKeyUses(db: Db, tenantId: string, keyId: string): Promise<KeyUse[]> {
  const rows = await selectKeyUses(db, tenantId, keyId)
  return rows.map(row => ({
    tenantId: row.tenant_id,
    keyId: row.key_id,
    userAgent: row.user_agent,
    apiVersion: row.api_version,
    wellFormed: row.well_formed,
    requests: row.requests,
    refused: row.refused,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }))
}

/** When keys were last called with, by their ids; those that never were are not in it. */
export async function readLastUses(
  db: Db,
  tenantId: string,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await selectLastUses(db, tenantId, keyIds)
  return new Map(rows.map(row => [row.key_id, row.at]))
}
