/** A role says what a person may do. It is a set of scopes, the same that keys have, and the API asks for them alike. */
import { type Grant, hasScope } from '../accounts/api-key.ts'

export const roles = ['owner', 'admin', 'marketer', 'agent', 'developer', 'viewer'] as const
export type Role = (typeof roles)[number]

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)

/** `r` reads, `rw` also writes. */
type Right = '' | 'r' | 'rw'

/**
 * By the noun of a scope, in this order: marketer, agent, developer, viewer. An owner may do everything and an admin
 * everything that stands here; what does not is the owner's alone, so a new noun gets its row first.
 */
const rights: Readonly<Record<string, readonly [Right, Right, Right, Right]>> = {
  audit: ['', '', 'r', ''],
  automations: ['rw', 'r', 'r', 'r'],
  campaigns: ['rw', 'r', 'r', 'r'],
  catalogues: ['rw', 'r', 'rw', 'r'],
  clock: ['r', 'r', 'rw', 'r'],
  contacts: ['rw', 'rw', 'rw', 'r'],
  events: ['r', 'r', 'r', 'r'],
  exports: ['rw', 'r', 'rw', ''],
  faults: ['', '', 'rw', ''],
  feedback: ['rw', 'rw', 'r', 'r'],
  interactions: ['rw', 'rw', 'rw', 'r'],
  keys: ['', '', 'rw', ''],
  me: ['rw', 'rw', 'rw', 'rw'],
  messages: ['rw', 'rw', 'rw', 'r'],
  overview: ['r', 'r', 'r', 'r'],
  people: ['r', 'r', 'r', 'r'],
  providers: ['r', '', 'rw', ''],
  purchases: ['r', 'r', 'r', 'r'],
  requests: ['', '', 'r', ''],
  schemas: ['rw', 'r', 'rw', 'r'],
  segments: ['rw', 'r', 'r', 'r'],
  snapshots: ['', '', 'rw', ''],
  surveys: ['rw', 'r', 'rw', 'r'],
  tenant: ['r', 'r', 'r', 'r'],
  timeline: ['r', 'r', 'r', 'r'],
  views: ['rw', 'rw', 'rw', 'rw'],
  uploads: ['rw', '', 'rw', 'r'],
  webhooks: ['', '', 'rw', ''],
}

export const isDecided = (noun: string) => Object.hasOwn(rights, noun)

/** As of a key: empty is everything. */
export const scopesOf: Readonly<Record<Role, readonly string[]>> = {
  owner: [],
  admin: Object.keys(rights).map(noun => `${noun}:*`),
  marketer: column(0),
  agent: column(1),
  developer: column(2),
  viewer: column(3),
}

function column(index: 0 | 1 | 2 | 3): string[] {
  return Object.entries(rights).flatMap(([noun, row]) => {
    const right = row[index]
    return right === '' ? [] : [right === 'rw' ? `${noun}:*` : `${noun}:read`]
  })
}

/**
 * Whether a caller may give a role, and change people who have it: only when the role allows nothing that the caller
 * may not do. A key that works from some addresses only, or ends, cannot: a person is bound by neither.
 */
export function mayGrant(grant: Grant, role: Role): boolean {
  if (grant.ipAllowList.length > 0 || grant.expiresAt !== null) return false
  const scopes = scopesOf[role]
  if (scopes.length === 0) return grant.scopes.length === 0
  return scopes.every(scope => hasScope(grant, scope))
}
