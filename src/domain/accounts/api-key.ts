/** An API key lets a system call one dialect as one tenant. Its secret is shown once; only its hash is kept. */
import { hash, randomBytes } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { ApiKeyRow } from '../../storage/tables.ts'

export const keyDialects = ['voyado', 'webengage', 'parley'] as const
export type KeyDialect = (typeof keyDialects)[number]

export interface ApiKey {
  readonly id: string
  readonly tenantId: string
  readonly dialect: string
  readonly name: string
  /** Empty: everything. Otherwise names such as `interactions:write`, and `interactions:*` for all of a noun. */
  readonly scopes: readonly string[]
  /** CIDR blocks or addresses. Empty: any address. */
  readonly ipAllowList: readonly string[]
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly createdAt: Date
  /** Moves with every change. */
  readonly version: number
  /** Null: it is the company's, and nobody's. */
  readonly owner: KeyOwner | null
}

export const ownerKinds = ['person', 'service-account'] as const

/** Whose a key is: it may do no more than its owner, and nothing when the owner is gone. */
export interface KeyOwner {
  readonly kind: (typeof ownerKinds)[number]
  readonly id: string
}

/** An owner who is there, and the roles that they have now: a person's one, a service account's. */
export interface KnownOwner extends KeyOwner {
  /** A person's e-mail address, a service account's name. */
  readonly name: string
  readonly roles: readonly string[]
}

/** What a caller may do, and from where and until when: that of an API key, or of a person by their role. */
export type Grant = Pick<ApiKey, 'scopes' | 'ipAllowList' | 'expiresAt'>

export function fromRow(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    dialect: row.dialect,
    name: row.name,
    scopes: row.scopes,
    ipAllowList: row.ip_allow_list,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
    version: row.version,
    owner: row.owner_id === null ? null : { kind: row.owner_kind as KeyOwner['kind'], id: row.owner_id },
  }
}

/** 256 random bits, with a prefix by which people and secret scanners know what it is. */
export function newSecret(): string {
  return `pk_${randomBytes(32).toString('base64url')}`
}

/**
 * SHA-256 in hexadecimal. A slow hash would add nothing: the secret has 256 bits of its own. Keys are found by this
 * hash, so no comparison depends on how much of a secret was guessed right.
 */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex')
}

export function isUsable(key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, at: Date): boolean {
  if (key.revokedAt) return false
  return key.expiresAt === null || key.expiresAt > at
}

export function hasScope({ scopes }: Pick<Grant, 'scopes'>, scope: string): boolean {
  if (scopes.length === 0 || scopes.includes(scope)) return true
  return scopes.includes(`${scope.split(':')[0]}:*`)
}

/** A check of addresses against an allow-list, or what is wrong with the list. An empty list lets everyone in. */
export function readAllowList(
  entries: readonly string[],
): { admits(address: string): boolean } | { problem: string } {
  const blocks = new BlockList()
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/')
    const family = isIP(address)
    const longest = family === 6 ? 128 : 32
    const prefix = bits === undefined ? longest : Number(bits)
    const isBlock = family !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits ?? '0') && prefix <= longest
    if (!isBlock) return { problem: `${entry} is neither an IP address nor a CIDR block.` }
    blocks.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  const admits = (address: string) => {
    // Node gives IPv4 peers of a dual-stack socket as ::ffff:a.b.c.d.
    const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
    const family = isIP(plain)
    return family !== 0 && blocks.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
  return { admits: entries.length === 0 ? () => true : admits }
}
