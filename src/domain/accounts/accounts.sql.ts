import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { ApiKeyRow, TenantRow } from '../../storage/tables.ts'
import type { ApiKey, KeyOwner } from './api-key.ts'

export type NewTenantRow = Pick<TenantRow, 'id' | 'slug' | 'name' | 'created_at'>

/** False when the slug is taken. */
export async function insertTenant(tx: Tx, row: NewTenantRow, settings: object): Promise<boolean> {
  const inserted = await tx
    .insertInto('tenants')
    .values({ ...row, settings: JSON.stringify(settings) })
    .onConflict(conflict => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const selectTenants = (db: Db) => db.selectFrom('tenants').selectAll().orderBy('slug').execute()

export const selectTenantsById = (db: Db, ids: readonly string[]) =>
  db.selectFrom('tenants').selectAll().where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()

/** By tenant: it moves whenever something about it does that processes keep in memory. */
export async function selectEpochs(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{
    id: string
    epoch: number
  }>`/* epochs */ select id, epoch from tenants`.execute(db)
  return new Map(rows.map(({ id, epoch }) => [id, epoch]))
}

export const selectTenant = (db: Db, slug: string) =>
  db.selectFrom('tenants').selectAll().where('slug', '=', slug).executeTakeFirst()

/** Sets what is given, leaves the rest, and answers the whole. */
export async function mergeSettings(tx: Tx, tenantId: string, changes: object): Promise<unknown> {
  const { rows } = await sql<{ settings: unknown }>`
    update tenants set settings = settings || ${JSON.stringify(changes)}::jsonb
    where id = ${tenantId} returning settings`.execute(tx)
  return rows[0]?.settings
}

/** Tells every process to forget what it keeps in memory about the tenant. */
export const bumpEpoch = (tx: Tx, tenantId: string) =>
  sql`update tenants set epoch = epoch + 1 where id = ${tenantId}`.execute(tx)

/** One number that moves whenever any tenant's epoch does. */
export async function selectEpochSum(db: Db): Promise<number> {
  const { rows } = await sql<{
    sum: string
  }>`/* epoch_sum */ select coalesce(sum(epoch), 0) as sum from tenants`.execute(db)
  return Number(rows[0]?.sum)
}

export const insertKey = (tx: Tx, row: ApiKeyRow) => tx.insertInto('api_keys').values(row).execute()

export const selectKeys = (db: Db, tenantId: string) =>
  db.selectFrom('api_keys').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute()

export interface LiveKeyRow extends ApiKeyRow {
  readonly owner_name: string | null
  readonly owner_roles: string[] | null
}

/** Keys that are not revoked, and whose owner, if they have one, is there and not disabled. */
export async function selectLiveKeys(db: Db, tenantIds: readonly string[]): Promise<LiveKeyRow[]> {
  const { rows } = await sql<LiveKeyRow>`/* live_keys */
    select key.*, coalesce(person.email, account.name) as owner_name,
      case when person.id is not null then array[person.role] else account.roles end as owner_roles
    from api_keys key
    left join people person
      on key.owner_kind = 'person' and person.tenant_id = key.tenant_id and person.id = key.owner_id
    left join service_accounts account
      on key.owner_kind = 'service-account' and account.tenant_id = key.tenant_id
        and account.id = key.owner_id and not account.is_disabled
    where key.tenant_id = any(${tenantIds}::uuid[]) and key.revoked_at is null
      and (key.owner_id is null or person.id is not null or account.id is not null)`.execute(db)
  return rows
}

/** What the owners of keys are called, by id: those that are there. */
export async function selectOwnerNames(db: Db, tenantId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select person.id, person.email as name from people person
    where tenant_id = ${tenantId} and exists (select 1 from api_keys key
      where key.tenant_id = person.tenant_id and key.owner_id = person.id)
    union all
    select id, name from service_accounts where tenant_id = ${tenantId}`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** False when there is none; else it stays until the transaction is over. */
export async function lockOwner(tx: Tx, tenantId: string, { kind, id }: KeyOwner): Promise<boolean> {
  const found = await tx
    .selectFrom(kind === 'person' ? 'people' : 'service_accounts')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst()
  return found !== undefined
}

/** The key as it was before, or nothing when there is none or it was revoked before. */
export const revokeKeyRow = (tx: Tx, tenantId: string, keyId: string, at: Date) =>
  tx
    .updateTable('api_keys')
    .set(({ eb, ref }) => ({ revoked_at: at, version: eb(ref('version'), '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

export const setKeyExpiry = (tx: Tx, tenantId: string, keyId: string, at: Date) =>
  tx
    .updateTable('api_keys')
    .set(({ eb, ref }) => ({ expires_at: at, version: eb(ref('version'), '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .execute()

/** A key that is not revoked; others that change it wait. */
export const lockKey = (tx: Tx, tenantId: string, keyId: string) =>
  tx
    .selectFrom('api_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const updateKeyRow = (
  tx: Tx,
  { tenantId, id, name, scopes, ipAllowList, expiresAt }: ApiKey,
): Promise<ApiKeyRow> =>
  tx
    .updateTable('api_keys')
    .set(({ eb, ref }) => ({
      name,
      scopes: [...scopes],
      ip_allow_list: [...ipAllowList],
      expires_at: expiresAt,
      version: eb(ref('version'), '+', 1),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const insertContactTypes = (
  tx: Tx,
  tenantId: string,
  types: { id: string; displayName: string; key: string }[],
) =>
  tx
    .insertInto('contact_types')
    .values(
      types.map(({ id, displayName, key }) => ({
        tenant_id: tenantId,
        id,
        display_name: displayName,
        key_attribute: key,
      })),
    )
    .execute()

export const insertAudit = (
  tx: Tx,
  entry: {
    tenantId: string
    id: string
    at: Date
    actor: string
    action: string
    subject: string
    details: object
  },
) =>
  tx
    .insertInto('audit_trail')
    .values({
      tenant_id: entry.tenantId,
      id: entry.id,
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details),
    })
    .execute()

export interface KeyUse {
  readonly tenantId: string
  readonly keyId: string
  readonly userAgent: string
  readonly apiVersion: string
  readonly wellFormed: boolean
  readonly requests: number
  /** Of which none was let in. */
  readonly refused: number
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

/** From how many systems of a key on those that are new are counted together. */
const mostSystemsPerKey = 5000

/** Adds sums to what was counted. Of keys that are gone they are forgotten. */
export const addKeyUses = (db: Db, uses: readonly KeyUse[], others: string) =>
  sql`with input as materialized (
      select * from unnest(
        ${uses.map(use => use.tenantId)}::uuid[], ${uses.map(use => use.keyId)}::uuid[],
        ${uses.map(use => use.userAgent)}::text[], ${uses.map(use => use.apiVersion)}::text[],
        ${uses.map(use => use.wellFormed)}::boolean[], ${uses.map(use => use.requests)}::bigint[],
        ${uses.map(use => use.refused)}::bigint[],
        ${uses.map(use => use.firstSeenAt)}::timestamptz[], ${uses.map(use => use.lastSeenAt)}::timestamptz[]
      ) as use
        (tenant_id, key_id, user_agent, api_version, well_formed, requests, refused, first_seen_at, last_seen_at)
    ), room as materialized (
      select key.tenant_id, key.id as key_id, count(known.one) < ${mostSystemsPerKey}::int as is_left
      from (select distinct tenant_id, key_id from input) used
      join api_keys key on key.tenant_id = used.tenant_id and key.id = used.key_id
      left join lateral (
        select 1 as one from api_key_usage
        where tenant_id = key.tenant_id and key_id = key.id limit ${mostSystemsPerKey}::int
      ) known on true
      group by key.tenant_id, key.id
    ), told as (
      select input.*, case when is_left or exists (
        select 1 from api_key_usage known
        where known.tenant_id = input.tenant_id and known.key_id = input.key_id
          and known.user_agent = input.user_agent and known.api_version = input.api_version
      ) then user_agent else ${others}::text end as agent
      from input join room using (tenant_id, key_id)
    )
    insert into api_key_usage as usage
      (tenant_id, key_id, user_agent, api_version, well_formed, requests, refused, first_seen_at, last_seen_at)
    select tenant_id, key_id, agent, api_version, bool_and(well_formed and agent = user_agent), sum(requests),
      sum(refused), min(first_seen_at), max(last_seen_at)
    from told group by tenant_id, key_id, agent, api_version order by key_id, agent, api_version
    on conflict (tenant_id, key_id, user_agent, api_version) do update
      set requests = usage.requests + excluded.requests, refused = usage.refused + excluded.refused,
        last_seen_at = greatest(usage.last_seen_at, excluded.last_seen_at)`.execute(db)

export const selectKeyUses = (db: Db, tenantId: string, keyId: string) =>
  db
    .selectFrom('api_key_usage')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('key_id', '=', keyId)
    .orderBy('last_seen_at', 'desc')
    .limit(200)
    .execute()

/** When each of these keys was last called with, whether the request was let in or not. */
export async function selectLastUses(
  db: Db,
  tenantId: string,
  keyIds: readonly string[],
): Promise<{ key_id: string; at: Date }[]> {
  const { rows } = await sql<{ key_id: string; at: Date }>`
    select key_id, max(last_seen_at) as at from api_key_usage
    where tenant_id = ${tenantId} and key_id = any(${keyIds}::uuid[]) group by key_id`.execute(db)
  return rows
}
