import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit, lockKey, revokeKeyRow } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { type ApiKey, fromRow } from './api-key.ts'
import { keyNotFound } from './errors.ts'

/**
 * Ends a key for good. Every process refuses it within a second. `requireVersion` may throw, while nobody else can change
 * it. Throws `key-not-found`.
 */
export async function revokeKey(
  tx: Tx,
  tenantId: string,
  keyId: string,
  actor: string,
  at: Date,
  requireVersion: (version: number) => void = () => {},
): Promise<ApiKey> {
  const known = await lockKey(tx, tenantId, keyId)
  if (known) requireVersion(known.version)
  const row = await revokeKeyRow(tx, tenantId, keyId, at)
  if (!row) throw keyNotFound(keyId)
  await announceChange(tx, tenantId)
  const details = { name: row.name }
  await insertAudit(tx, { tenantId, id: newId(), at, actor, action: 'key.revoked', subject: keyId, details })
  return fromRow(row)
}
