import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit, insertKey, lockOwner } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import {
  type ApiKey,
  hashSecret,
  type KeyDialect,
  type KeyOwner,
  newSecret,
  readAllowList,
} from './api-key.ts'
import { accountInputInvalid, keyOwnerNotFound } from './errors.ts'

export interface NewKey {
  readonly dialect: KeyDialect
  readonly name: string
  readonly scopes?: readonly string[]
  readonly ipAllowList?: readonly string[]
  readonly expiresAt?: Date | null
  /** Only of the WebEngage API. */
  readonly owner?: KeyOwner | null
}

/** Throws `account-input-invalid` for an address or a scope that is none. */
export function checkPowers({ scopes, ipAllowList }: Pick<NewKey, 'scopes' | 'ipAllowList'>): void {
  const allowList = readAllowList(ipAllowList ?? [])
  if ('problem' in allowList) throw accountInputInvalid(allowList.problem)
  const badScope = scopes?.find(scope => !/^[a-z-]+:([a-z-]+|\*)$/.test(scope))
  if (badScope !== undefined)
    throw accountInputInvalid(`${badScope} is not a scope: write noun:verb, or noun:*.`)
}

/**
 * Makes a key. The secret is in the answer and nowhere else. Throws `account-input-invalid`, `key-owner-not-found`.
 */
export async function createKey(
  tx: Tx,
  tenantId: string,
  input: NewKey,
  actor: string,
  at: Date,
): Promise<{ key: ApiKey; secret: string }> {
  checkPowers(input)
  const owner = input.owner ?? null
  if (owner) await requireOwner(tx, tenantId, input.dialect, owner)
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
    owner,
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
    owner_kind: owner?.kind ?? null,
    owner_id: owner?.id ?? null,
  })
  await announceChange(tx, tenantId)
  await insertAudit(tx, {
    tenantId,
    id: newId(),
    at,
    actor,
    action: 'key.created',
    subject: key.id,
    details: { name: key.name, scopes: key.scopes, ipAllowList: key.ipAllowList, ...(owner && { owner }) },
  })
  return { key, secret }
}

async function requireOwner(tx: Tx, tenantId: string, dialect: KeyDialect, owner: KeyOwner): Promise<void> {
  if (dialect !== 'webengage') throw accountInputInvalid('Only a key of the WebEngage API has an owner.')
  if (!(await lockOwner(tx, tenantId, owner))) throw keyOwnerNotFound(owner.id)
}
