import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit, selectKeys, setKeyExpiry } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { type ApiKey, fromRow, isUsable, type KeyDialect } from './api-key.ts'
import { createKey } from './create-key.ts'
import { keyNotFound } from './errors.ts'
import { revokeKey } from './revoke-key.ts'

/**
 * Gives a key a successor with the same name, scopes and addresses. The old one ends at once, or after `graceMs`,
 * so that callers can be moved one by one.
 */
export async function rotateKey(
  tx: Tx,
  tenantId: string,
  keyId: string,
  graceMs: number,
  actor: string,
  at: Date,
): Promise<{ key: ApiKey; secret: string }> {
  const row = (await selectKeys(tx, tenantId)).find(candidate => candidate.id === keyId)
  const old = row && fromRow(row)
  if (!old || !isUsable(old, at)) throw keyNotFound(keyId)

  const successor = await createKey(tx, tenantId, { ...old, dialect: old.dialect as KeyDialect }, actor, at)
  if (graceMs === 0) {
    await revokeKey(tx, tenantId, keyId, actor, at)
    return successor
  }
  const end = new Date(at.getTime() + graceMs)
  if (old.expiresAt !== null && old.expiresAt <= end) return successor
  await setKeyExpiry(tx, tenantId, keyId, end)
  await announceChange(tx, tenantId)
  const details = { name: old.name, expiresAt: end }
  await insertAudit(tx, {
    tenantId,
    id: newId(),
    at,
    actor,
    action: 'key.expiry-set',
    subject: keyId,
    details,
  })
  return successor
}
