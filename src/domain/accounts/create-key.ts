import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit, insertKey } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { type ApiKey, hashSecret, type KeyDialect, newSecret, readAllowList } from './api-key.ts'
import { accountInputInvalid } from './errors.ts'

export interface NewKey {
  readonly dialect: KeyDialect
  readonly name: string
  readonly scopes?: readonly string[]
  readonly ipAllowList?: readonly string[]
  readonly expiresAt?: Date | null
}

/** Throws `account-input-invalid` for an address or a scope that is none. */
export function checkPowers({ scopes, ipAllowList }: Pick<NewKey, 'scopes' | 'ipAllowList'>): void {
  const allowList = readAllowList(ipAllowList ?? [])
  if ('problem' in allowList) throw accountInputInvalid(allowList.problem)
  const badScope = scopes?.find(scope => !/^[a-z-]+:([a-z-]+|\*)$/.test(scope))
  if (badScope !== undefined)
    throw accountInputInvalid(`${badScope} is not a scope: write noun:verb, or noun:*.`)
}

/** Makes a key. The secret is in the answer and nowhere else. */
export async function createKey(
  tx: Tx,
  tenantId: string,
  input: NewKey,
  actor: string,
  at: Date,
): Promise<{ key: ApiKey; secret: string }> {
  checkPowers(input)
  const secret = newSecret()
  const key: ApiKey = {
    id: newId(),
    tenantId,
    dialect: input.dialect,
    name: input.name,
    scopes: input.scopes ?? [],
    ipAllowList: input.ipAllowList ?? [],
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
    createdAt: at,
    version: 1,
  }
  await insertKey(tx, {
    tenant_id: tenantId,
    id: key.id,
    dialect: key.dialect,
    name: key.name,
    secret_hash: Buffer.from(hashSecret(secret), 'hex'),
    scopes: [...key.scopes],
    ip_allow_list: [...key.ipAllowList],
    expires_at: key.expiresAt,
    revoked_at: null,
    created_at: at,
    version: key.version,
  })
  await announceChange(tx, tenantId)
  await insertAudit(tx, {
    tenantId,
    id: newId(),
    at,
    actor,
    action: 'key.created',
    subject: key.id,
    details: { name: key.name, scopes: key.scopes, ipAllowList: key.ipAllowList },
  })
  return { key, secret }
}
