import { sql } from 'kysely'
import type { Db, Tx } from '../storage/driver.ts'

export interface StoredReply {
  readonly requestHash: Buffer
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Takes a key for this transaction; one older than the cutoff counts as never used. While another transaction holds
 * it, this waits. Answers the stored reply when the key was used.
 */
export async function claimKey(
  tx: Tx,
  tenantId: string,
  keyHash: Buffer,
  requestHash: Buffer,
  at: Date,
  cutoff: Date,
): Promise<StoredReply | undefined> {
  const claimed = await sql`
    insert into idempotent_replies as reply (tenant_id, key_hash, request_hash, created_at)
    values (${tenantId}, ${keyHash}, ${requestHash}, ${at})
    on conflict (tenant_id, key_hash) do update
      set request_hash = excluded.request_hash, status = null, body = null, headers = '{}', created_at = excluded.created_at
      where reply.created_at <= ${cutoff}
    returning 1`.execute(tx)
  if (claimed.rows.length > 0) return undefined
  const row = await tx
    .selectFrom('idempotent_replies')
    .select(['request_hash', 'status', 'body', 'headers'])
    .where('tenant_id', '=', tenantId)
    .where('key_hash', '=', keyHash)
    .executeTakeFirstOrThrow()
  const { status, body, headers } = row
  return { requestHash: row.request_hash, status: status ?? 500, body: body ?? '', headers }
}

export const storeReply = (
  tx: Tx,
  tenantId: string,
  keyHash: Buffer,
  { status, body, headers }: Omit<StoredReply, 'requestHash'>,
) =>
  tx
    .updateTable('idempotent_replies')
    .set({ status, body, headers: JSON.stringify(headers) })
    .where('tenant_id', '=', tenantId)
    .where('key_hash', '=', keyHash)
    .execute()

/** Forgets what is older than a day on its tenant's clock. */
export const deleteOldReplies = (db: Db) =>
  sql`delete from idempotent_replies reply using tenants tenant where tenant.id = reply.tenant_id
    and reply.created_at <= tenant_time(tenant.clock_offset_ms, tenant.clock_frozen_at) - interval '24 hours'`.execute(
    db,
  )
