/**
 * A session: one browser in which a person is signed in. Its token is in a cookie; only the hash is kept.
 *
 *     signed in ──▶ live ── signed out, everywhere, removed, new password ──▶ gone
 *                    └── unused for half a day, or two weeks old ──▶ ended, swept away
 */
import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { isUuid } from '../../kernel/ids.ts'
import type { SessionRow } from '../../storage/tables-people.ts'
import { type Grant, hashSecret } from '../accounts/api-key.ts'
import type { Person } from './person.ts'
import { scopesOf } from './role.ts'

export interface Session extends Grant {
  readonly id: string
  readonly person: Person
  readonly expiresAt: null
  readonly endsAt: Date
}

export interface ListedSession {
  readonly id: string
  readonly address: string
  readonly userAgent: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly endsAt: Date
}

const hourMs = 3_600_000
export const lastsMs = 14 * 24 * hourMs
export const idleMs = 12 * hourMs
/** It is written down that a session was used once in so long. */
export const touchMs = 60_000
/** Of one person; the one unused longest gives way. */
export const mostSessions = 50

export const toSession = (id: string, person: Person, endsAt: Date): Session => ({
  id,
  person,
  endsAt,
  scopes: scopesOf[person.role],
  ipAllowList: [],
  expiresAt: null,
})

export const toListed = (row: Selectable<SessionRow>): ListedSession => ({
  id: row.id,
  address: row.address,
  userAgent: row.user_agent,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  endsAt: row.ends_at,
})

/** Names the tenant and a secret of 256 bits. */
export function newToken(tenantId: string): { readonly token: string; readonly hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { token: `${tenantId}.${secret}`, hash: hashOf(secret) }
}

export function readToken(token: string): { readonly tenantId: string; readonly hash: Buffer } | undefined {
  const dot = token.indexOf('.')
  const [tenantId, secret] = [token.slice(0, dot), token.slice(dot + 1)]
  return isUuid(tenantId) && /^[\w-]{43}$/.test(secret) ? { tenantId, hash: hashOf(secret) } : undefined
}

const hashOf = (secret: string) => Buffer.from(hashSecret(secret), 'hex')
