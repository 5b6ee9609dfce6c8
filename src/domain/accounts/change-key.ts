import type { Tx } from '../../storage/driver.ts'
import { lockKey, updateKeyRow } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { type ApiKey, fromRow, isUsable, type KeyDialect } from './api-key.ts'
import type { By } from './by.ts'
import { checkPowers } from './create-key.ts'
import { accountInputInvalid, keyNotFound } from './errors.ts'
import { grantedBy } from './grant-key.ts'
import { recordAudit } from './record-audit.ts'

/** What is absent stays. */
export interface KeyPatch {
  readonly name?: string
  readonly scopes?: readonly string[]
  readonly ipAllowList?: readonly string[]
  readonly expiresAt?: Date | null
}

/**
 * Changes what a key may do, or when it ends. Its secret stays. Who does it may do all that the key may, before and
 * after. `requireVersion` may throw, while nobody else can change it. Throws `key-not-found`, `key-too-powerful` or
 * `account-input-invalid`.
 */
export async function changeKey(
  tx: Tx,
  tenantId: string,
  keyId: string,
  patch: KeyPatch,
  { actor, wall, grant }: By,
  requireVersion: (version: number) => void,
): Promise<ApiKey> {
  const row = await lockKey(tx, tenantId, keyId)
  const before = row && fromRow(row)
  if (!before || !isUsable(before, wall)) throw keyNotFound(keyId)
  requireVersion(before.version)
  const dialect = before.dialect as KeyDialect
  grantedBy(grant, { ...before, dialect })
  checkPowers(patch)
  if (patch.expiresAt && patch.expiresAt <= wall) throw accountInputInvalid('expiresAt is in the past.')
  const { ipAllowList = [], expiresAt = null } = grantedBy(grant, { ...before, ...patch, dialect })
  const after = fromRow(await updateKeyRow(tx, { ...before, ...patch, ipAllowList, expiresAt }))
  await announceChange(tx, tenantId)
  const { name, scopes } = after
  const details = { name, scopes, ipAllowList, expiresAt }
  await recordAudit(tx, tenantId, { actor, action: 'key.changed', subject: keyId, details }, wall)
  return after
}
