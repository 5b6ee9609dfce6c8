import type { FastifyReply, FastifyRequest } from 'fastify'
import { contactIdInvalid } from '../../domain/contacts/errors.ts'
import { authenticate, requireScope } from '../../http/auth.ts'
import { contentTypeWrong, featureOff, tooManyRequests, unauthorized } from '../../http/errors.ts'
import type { Caller, Operation } from '../../http/operation.ts'
import type { Services } from '../../http/services.ts'
import { inputInvalid } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'

const keyName = /api[\W_]?key|access[\W_]?token/i

/**
 * Who may call: the key is a bearer token (RFC 6750), in the header only; the tenant is the key's. Every answer to a
 * known caller tells how many requests are left (draft-ietf-httpapi-ratelimit-headers).
 */
export function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  version: string,
  services: Services,
): Caller {
  const { headers } = request
  if (Object.keys(request.query as object).some(name => keyName.test(name)))
    throw unauthorized('Send the key in the header Authorization, never in the address.')
  const known = authenticate(request, bearerToken(headers.authorization), 'parley', services)
  const { tenant, key } = known

  if (services.rateLimits.isOn) limitRate(reply, tenant, services)
  if (operation.feature && !tenant.settings.features.includes(operation.feature))
    throw featureOff(operation.feature)
  requireScope(known, operation.scope)
  const userAgent = headers['user-agent'] ?? ''
  services.keyUsage.note(
    { tenantId: tenant.id, keyId: key.id, userAgent, apiVersion: `parley ${version}` },
    services.clock.wall(),
  )
  const params = request.params as { readonly contactId?: string }
  if (params.contactId !== undefined && !isUuid(params.contactId))
    throw contactIdInvalid(params.contactId.slice(0, 100))
  requireStorable(params)
  requireStorable(request.query as object)
  if (hasBody(request) && !isJson(headers['content-type'])) throw contentTypeWrong()
  return { tenant, key, version }
}

export function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
}

function limitRate(reply: FastifyReply, { id, settings }: Caller['tenant'], { rateLimits }: Services) {
  const limit = settings.requestsPerSecond
  const rate = rateLimits.rateWith(id, limit)
  const left = Math.max(0, limit - rate)
  reply.header('ratelimit-policy', `"tenant";q=${limit};w=1`)
  reply.header('ratelimit', `"tenant";r=${left};t=1`)
  if (rate > limit) throw tooManyRequests(limit)
}

/** What no column can hold is nowhere to be found, either: a U+0000, half a character. */
function requireStorable(parameters: object) {
  for (const [field, value] of Object.entries(parameters))
    if (typeof value === 'string' && !isStorableText(value))
      throw inputInvalid([{ field: field.slice(0, 100), message: 'must be well-formed text without U+0000' }])
}

function hasBody({ headers }: FastifyRequest): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/(merge-patch\+)?json\s*(;|$)/i.test(contentType)
}
