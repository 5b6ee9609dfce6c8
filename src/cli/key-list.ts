import { type ApiKey, isUsable } from '../domain/accounts/api-key.ts'
import { findTenant, listKeys, listKeyUses, readOwnerNames } from '../domain/accounts/list-accounts.ts'
import { type Command, positionals } from './command.ts'

export const keyList: Command = {
  name: 'key list',
  summary: 'List the API keys of a tenant and which systems call with them.',
  usage: '<tenant>',
  options: {},
  optionHelp: {},
  async run({ db, clock }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const tenant = await findTenant(db, slug)
    const names = await readOwnerNames(db, tenant.id)
    const keys = await Promise.all(
      (await listKeys(db, tenant.id)).map(async key => ({
        ...key,
        owner: key.owner && { ...key.owner, name: names.get(key.owner.id) ?? null },
        usedBy: await listKeyUses(db, tenant.id, key.id),
      })),
    )
    const lines = keys.flatMap(key => [toLine(key, clock.wall()), ...key.usedBy.map(toUseLine)])
    return { text: lines.join('\n') || `Tenant ${slug} has no keys.`, json: keys }
  },
}

type Listed = Omit<ApiKey, 'owner'> & { readonly owner: { readonly name: string | null } | null }

function toLine(key: Listed, now: Date): string {
  const state = key.revokedAt ? 'revoked' : isUsable(key, now) ? 'live' : 'expired'
  const limits = [
    key.owner && `of ${key.owner.name ?? 'an owner who is gone'}`,
    key.scopes.length > 0 && `scopes ${key.scopes.join(',')}`,
    key.ipAllowList.length > 0 && `from ${key.ipAllowList.join(',')}`,
    key.expiresAt && `until ${key.expiresAt.toISOString()}`,
  ]
  return [key.id, state.padEnd(8), key.dialect.padEnd(10), key.name, ...limits.filter(Boolean)].join('  ')
}

type Use = Awaited<ReturnType<typeof listKeyUses>>[number]

function toUseLine({ userAgent, apiVersion, requests, refused, lastSeenAt, wellFormed }: Use): string {
  const flag = wellFormed ? '' : '  (not System/Version)'
  return `    ${userAgent || '(no User-Agent)'}  ${apiVersion}  ${requests} requests, ${refused} refused, last ${lastSeenAt.toISOString()}${flag}`
}
