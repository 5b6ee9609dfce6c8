import { isIPv4 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { hashSecret, hasScope, isUsable } from '../domain/accounts/api-key.ts'
import type { Directory, KnownKey } from '../domain/accounts/directory.ts'
import type { Use } from '../domain/accounts/key-usage.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import { addressForbidden, scopeMissing, unauthorized } from './errors.ts'
import type { Services } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key of the request, as soon as it is known, whatever is said to it afterwards. */
    known: KnownKey | null
    /** Who calls with it, for the count of its uses. */
    use: Use | null
  }
}

/**
 * Finds out who calls with a secret, and whether this key may be used for this dialect, from this address and for
 * this host. Keys are found by the hash of the secret, in memory. `apiVersion` is what its use is counted under.
 */
export function authenticate(
  request: FastifyRequest,
  secret: string | undefined,
  dialect: string,
  apiVersion: string,
  { directory, clock }: Services,
): KnownKey {
  if (secret === undefined || secret === '') throw unauthorized('The API key is missing.')
  const known = directory.keyByHash(hashSecret(secret))
  const isGood = known !== undefined && known.key.dialect === dialect && isUsable(known.key, clock.wall())
  if (!isGood) throw unauthorized('The API key is not valid.')

  const named = tenantOfHost(request, directory)
  if (named && named.id !== known.tenant.id) throw unauthorized(`The API key is not valid for ${named.slug}.`)
  request.known = known
  const userAgent = request.headers['user-agent'] ?? ''
  request.use = { tenantId: known.tenant.id, keyId: known.key.id, userAgent, apiVersion }
  if (!known.admits(request.ip)) throw addressForbidden(request.ip)
  return known
}

/** The token of a header `Authorization: Bearer`. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]

export function requireScope({ key }: KnownKey, scope: string): void {
  if (!hasScope(key, scope)) throw scopeMissing(scope, 'This API key')
}

/** The tenant that the host names, if there is one of that name. */
export function tenantOfHost({ host }: FastifyRequest, directory: Directory): Tenant | undefined {
  const tenant = directory.tenantBySlug(firstLabel(host))
  return tenant && !isAddress(host) ? tenant : undefined
}

/** `acme` of `acme.example.com`; a host of one label names no tenant. */
function firstLabel(host: string | undefined): string {
  const dot = host === undefined ? 0 : host.indexOf('.')
  return dot > 0 ? host!.slice(0, dot).toLowerCase() : ''
}

const isAddress = (host: string) => isIPv4(host.replace(/:\d+$/, ''))
