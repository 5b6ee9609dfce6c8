import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasScope } from '../../domain/accounts/api-key.ts'
import { contactIdInvalid } from '../../domain/contacts/errors.ts'
import { findSession } from '../../domain/people/sign-in.ts'
import { authenticate, bearerToken, tenantOfHost } from '../../http/auth.ts'
import {
  contentTypeWrong,
  featureOff,
  scopeMissing,
  tooManyRequests,
  unauthorized,
} from '../../http/errors.ts'
import type { Caller, Operation } from '../../http/operation.ts'
import type { Services } from '../../http/services.ts'
import { inputInvalid } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { readSessionCookie, requireOwnOrigin } from './session/cookie.ts'

const keyName = /api[\W_]?key|access[\W_]?token/i

/**
 * Who may call. A system has a key, a bearer token (RFC 6750) in the header only. A person has a session, and their
 * scopes are those of their role. Every answer to a known caller tells how many requests are left
 * (draft-ietf-httpapi-ratelimit-headers).
 */
export function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  version: string,
  services: Services,
): Caller | Promise<Caller> {
  const { headers } = request
  if (Object.keys(request.query as object).some(name => keyName.test(name)))
    throw unauthorized('Send the key in the header Authorization, never in the address.')
  const token = headers.authorization === undefined ? readSessionCookie(request, services) : undefined
  if (token === undefined) {
    const known = authenticate(
      request,
      bearerToken(headers.authorization),
      'parley',
      `parley ${version}`,
      services,
    )
    const { tenant, key } = known
    return allow(request, reply, operation, { tenant, key, version }, services)
  }
  return callerOf(request, token, version, services).then(caller =>
    allow(request, reply, operation, caller, services),
  )
}

async function callerOf(
  request: FastifyRequest,
  token: string,
  version: string,
  services: Services,
): Promise<Caller> {
  if (request.method !== 'GET') requireOwnOrigin(request, services)
  const session = await findSession(services.db, token, services.clock.wall())
  const tenant = session && services.directory.tenantById(session.person.tenantId)
  if (!session || !tenant) throw unauthorized('The session is over: sign in again.')
  const named = tenantOfHost(request, services.directory)
  if (named && named.id !== tenant.id) throw unauthorized(`The session is not one of ${named.slug}.`)
  return { tenant, session, version }
}

/** Whether somebody who is known may do this, now and in this form. */
function allow(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  caller: Caller,
  services: Services,
): Caller {
  const { tenant, key, session } = caller
  const { headers } = request
  if (services.rateLimits.isOn) limitRate(reply, caller, services)
  if (operation.feature && !tenant.settings.features.includes(operation.feature))
    throw featureOff(operation.feature)
  if (!hasScope(key ?? session, operation.scope))
    throw scopeMissing(operation.scope, session ? `Your role, ${session.person.role},` : 'This API key')
  const params = request.params as { readonly contactId?: string }
  if (params.contactId !== undefined && !isUuid(params.contactId))
    throw contactIdInvalid(params.contactId.slice(0, 100))
  requireStorable(params)
  requireStorable(request.query as object)
  if (hasBody(request) && !isTaken(operation, headers['content-type'])) throw contentTypeWrong()
  return caller
}

/** Of a tenant's keys together, or of one person: who works in the console does not take from the systems. */
function limitRate(reply: FastifyReply, { tenant, session }: Caller, { rateLimits }: Services) {
  const limit = tenant.settings.requestsPerSecond
  const rate = rateLimits.rateWith(session ? session.person.id : tenant.id, limit)
  const left = Math.max(0, limit - rate)
  const policy = session ? 'person' : 'tenant'
  reply.header('ratelimit-policy', `"${policy}";q=${limit};w=1`)
  reply.header('ratelimit', `"${policy}";r=${left};t=1`)
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

function isTaken({ parts }: Operation, contentType: string | undefined): boolean {
  return parts ? /^multipart\/form-data\s*;/i.test(contentType ?? '') : isJson(contentType)
}

export function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/(merge-patch\+)?json\s*(;|$)/i.test(contentType)
}
