import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticate, requireScope } from '../../http/auth.ts'
import {
  contentTypeWrong,
  featureOff,
  headerMissing,
  tooManyRequests,
  unauthorized,
  versionEnded,
} from '../../http/errors.ts'
import type { Caller, Operation } from '../../http/operation.ts'
import type { Services } from '../../http/services.ts'
import { phaseAt } from '../../http/versions.ts'
import { versions } from './versions.ts'

const byName = new Map(versions.map(version => [version.name, version]))
const keyName = /api[\W_]?key/i

/**
 * Voyado Engage › API overview: who may call. The key is in the header `apikey`, the tenant is the key's; every call
 * names its system in `User-Agent`; at most 200 requests per second and tenant, 50 advised.
 */
export function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  version: string,
  services: Services,
): Caller {
  const { headers } = request
  const secret = headers.apikey
  if (hasKeyInQuery(request))
    throw unauthorized('Send the API key in the header apikey, never in the address.')
  const given = typeof secret === 'string' ? secret : undefined
  const known = authenticate(request, given, 'voyado', version, services)
  const { tenant, key } = known

  if (services.rateLimits.isOn) limitRate(reply, tenant, services)
  const now = services.clock.now(tenant)
  const phase = phaseAt(byName.get(version)!, now)
  if (phase === 'end of life') throw versionEnded(version, byName.get(version)?.successor)
  if (operation.feature && !tenant.settings.features.includes(operation.feature))
    throw featureOff(operation.feature)
  requireScope(known, operation.scope)

  const userAgent = headers['user-agent'] ?? ''
  if (userAgent === '' && tenant.settings.userAgent === 'required') throw headerMissing('User-Agent')
  if (mustBeJson(request, tenant.settings.contentType) && !isJson(headers['content-type']))
    throw contentTypeWrong()
  return { tenant, key, version }
}

/** Looks at the names as they were decoded, so that no spelling of the address hides one. */
function hasKeyInQuery({ query }: FastifyRequest): boolean {
  return Object.keys(query as object).some(name => keyName.test(name))
}

function limitRate(reply: FastifyReply, { id, settings }: Caller['tenant'], { rateLimits }: Services) {
  const rate = rateLimits.rateWith(id, settings.requestsPerSecond)
  if (rate > settings.requestsPerSecond) throw tooManyRequests(settings.requestsPerSecond)
  if (rate <= settings.advisedRequestsPerSecond) return
  reply.header(
    'x-ratelimit-warning',
    `More than the advised ${settings.advisedRequestsPerSecond} requests per second.`,
  )
}

function mustBeJson({ headers }: FastifyRequest, which: 'body' | 'all'): boolean {
  if (which === 'all') return true
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType)
}
