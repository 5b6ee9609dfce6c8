/**
 * The cookie of a session, and from which pages it may be used. It is HttpOnly and SameSite=Strict; over TLS it is Secure
 * and bound to the host (RFC 6265bis, prefix `__Host-`). Another port of a host is the same site to a browser: what
 * changes something must therefore come from a page of this very server.
 */
import type { FastifyRequest } from 'fastify'
import { lastsMs } from '../../../domain/people/session.ts'
import { originForbidden } from '../../../http/errors.ts'
import type { Services } from '../../../http/services.ts'

type PublicUrl = Pick<Services, 'publicUrl'>

export function readSessionCookie(request: FastifyRequest, services: PublicUrl): string | undefined {
  const name = `${nameOf(request, services)}=`
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim())
  return pairs.find(pair => pair.startsWith(name))?.slice(name.length)
}

/** The header that hands the token over. */
export const sessionCookie = (request: FastifyRequest, services: PublicUrl, token: string) =>
  cookie(request, services, token, lastsMs / 1000)

/** The header that takes it away. */
export const noSessionCookie = (request: FastifyRequest, services: PublicUrl) =>
  cookie(request, services, '', 0)

function cookie(request: FastifyRequest, services: PublicUrl, value: string, seconds: number) {
  const secure = isSecure(request, services) ? '; Secure' : ''
  const rest = `; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
  return { 'set-cookie': `${nameOf(request, services)}=${value}${rest}`, 'cache-control': 'no-store' }
}

/** Throws `origin-forbidden`. Browsers name the origin in every request that is no GET. */
export function requireOwnOrigin(request: FastifyRequest, { publicUrl }: PublicUrl): void {
  const origin = hostOf(request.headers.origin)
  if (origin === undefined || (origin !== ownHost(request) && origin !== hostOf(publicUrl)))
    throw originForbidden()
}

const nameOf = (request: FastifyRequest, services: PublicUrl) =>
  isSecure(request, services) ? '__Host-parley_session' : 'parley_session'

/** Also where a proxy that is not believed ends TLS for the public address. */
function isSecure(request: FastifyRequest, { publicUrl }: PublicUrl): boolean {
  if (request.protocol === 'https') return true
  return publicUrl?.startsWith('https:') === true && hostOf(publicUrl) === ownHost(request)
}

/** As it stands in an origin: without the port that goes without saying. */
const ownHost = ({ protocol, host }: FastifyRequest) => hostOf(`${protocol}://${host}`)

const hostOf = (address = '') => (URL.canParse(address) ? new URL(address).host : undefined)
