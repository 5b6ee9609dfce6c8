import type { FastifyReply, FastifyRequest } from 'fastify'
import { ownerMay } from '../../domain/people/owner-powers.ts'
import { authenticate, bearerToken, requireScope } from '../../http/auth.ts'
import { requestMalformed, routeNotFound, scopeMissing, unauthorized } from '../../http/errors.ts'
import type { Caller, Operation } from '../../http/operation.ts'
import type { Services } from '../../http/services.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { isElsewhere } from './hosts.ts'
import { licenseCodeOf } from './license-code.ts'
import { limitRate } from './rate-limits.ts'

/**
 * WebEngage › Getting started › User authentication: the key is a bearer token, the tenant is the key's, and the license
 * code in the path must be the tenant's. A key with an owner may do no more than they may at this moment.
 */
export function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  version: string,
  services: Services,
): Caller {
  const { headers } = request
  const params = request.params as { readonly licenseCode?: string; readonly [name: string]: unknown }
  const token = bearerToken(headers.authorization)
  if (token === undefined) throw unauthorized('Send the key in the header Authorization: Bearer.')
  const known = authenticate(request, token, 'webengage', `webengage ${version}`, services)
  const { tenant, key, owner } = known

  limitRate(reply, tenant, operation, services)
  const isWrongCode = params.licenseCode !== undefined && params.licenseCode !== licenseCodeOf(tenant)
  if (isWrongCode || isElsewhere(request.host, tenant))
    throw routeNotFound(request.method, request.url.split('?', 1)[0]!.slice(0, 200))
  requireScope(known, operation.scope)
  if (owner && !ownerMay(owner, operation.scope)) throw scopeMissing(operation.scope, 'The owner of the key')
  requireStorable(params)
  requireStorable(request.query as Readonly<Record<string, unknown>>)
  return { tenant, key, version }
}

/** What no column can hold is nowhere to be found, either: a U+0000, half a character. */
function requireStorable(parameters: Readonly<Record<string, unknown>>) {
  for (const name in parameters)
    if (!isStorableParameter(parameters[name]))
      throw requestMalformed('Parameters must be well-formed text without U+0000.')
}

/** One that is given several times is a list. */
const isStorableParameter = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isStorableParameter) : typeof value !== 'string' || isStorableText(value)
