import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../kernel/domain-error.ts'
import { transact } from '../storage/database.ts'
import { createSend, type Send, toText } from './answering.ts'
import type { Dialect } from './dialect.ts'
import { routeNotFound } from './errors.ts'
import { meetFaults } from './fault-injection.ts'
import { toDomainError } from './faults.ts'
import { answerOnce, idempotencyKey } from './idempotency.ts'
import { type PartHandlers, type PartLimits, readMultipart } from './multipart.ts'
import type { Caller, Operation, Reply, Write } from './operation.ts'
import { checkReply } from './reply-check.ts'
import { defaultBodyLimit, type ServerOptions } from './server-options.ts'
import type { Services } from './services.ts'
import { servicesWithin } from './services-within.ts'
import { readToItsEnd } from './unread-body.ts'
import { type ApiVersion, lifecycleHeaders } from './versions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** Mounts every operation of one version of a dialect. */
export async function mountVersion(
  scope: FastifyInstance,
  dialect: Dialect,
  version: ApiVersion,
  services: Services,
  options: ServerOptions,
) {
  const send = createSend(services, dialect)
  /** Also for a body that cannot be read: where nothing is, nobody looks at it. */
  function refuseRoute(request: FastifyRequest, reply: FastifyReply) {
    const path = request.url.split('?', 1)[0]!.slice(0, 200)
    return send(request, reply, dialect.phrase(routeNotFound(request.method, path)))
  }
  scope.decorateRequest('caller', null)
  scope.decorateRequest('fault', null)
  scope.decorateRequest('struckBy', null)
  scope.decorateRequest('known', null)
  scope.decorateRequest('use', null)
  scope.decorateRequest('pending', null)
  scope.setErrorHandler((error, request, reply) => {
    if (request.is404) return refuseRoute(request, reply)
    const known = toDomainError(error, request.id, request.routeOptions.bodyLimit ?? defaultBodyLimit)
    if (known.code === 'unexpected')
      services.logger.error({ err: error, requestId: request.id }, 'unexpected error')
    const answer = () => send(request, reply, dialect.phrase(known))
    return known.code === 'body-too-large' ? readToItsEnd(request.raw).then(answer) : answer()
  })
  scope.setNotFoundHandler(refuseRoute)
  dialect.mountPages?.(scope, services)
  for (const operation of [...dialect.operations, ...(dialect.planned ?? [])]) {
    if (operation.versions && !operation.versions.includes(version.name)) continue
    mountOperation(scope, dialect, version, operation, services, options, send)
  }
}

function mountOperation(
  scope: FastifyInstance,
  dialect: Dialect,
  version: ApiVersion,
  operation: Operation,
  services: Services,
  options: ServerOptions,
  send: Send,
) {
  const prefix = dialect.mount(version.name)
  const successor = version.successor && dialect.mount(version.successor)
  const observe = services.metrics.forOperation(dialect.name, version.name, operation.name)
  const { complete, present, retries = idempotencyKey } = dialect
  const takesKey = operation.method === 'POST' && !operation.isNeverStored
  const check = options.checkReplies ? checkReply(operation) : undefined

  scope.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: operation.bodyLimit ?? defaultBodyLimit,
    schema: routeSchema(operation, dialect.refusesUnknownParameters),
    config: { takesParts: operation.parts !== undefined },
    onRequest(request, reply, done) {
      request.pending = { operation: operation.name, startedAt: performance.now(), observe }
      try {
        const caller = dialect.admit(request, reply, operation, version.name, services)
        if (!(caller instanceof Promise)) return letIn(request, reply, caller, done)
        caller.then(known => letIn(request, reply, known, done)).catch(done)
      } catch (error) {
        done(error as Error)
      }
    },
    ...(complete && {
      preValidation(request, _reply, done) {
        complete(request, operation)
        done()
      },
    }),
    async handler(request, reply) {
      const caller = request.caller!
      const prepared = operation.prepare && (await operation.prepare(request.body))
      const key = takesKey ? request.headers[retries.header] : undefined
      if (typeof key === 'string') return answerWithKey(request, reply, caller, key, prepared)

      const write: Write = async work => {
        const result = await transact(services.db, work)
        announce(services, caller)
        return result
      }
      const result = await operation.handle(toRequest(request, caller, services, prefix, write, prepared))
      const answer = result instanceof DomainError ? dialect.phrase(result) : result
      check?.(answer)
      await send(request, reply, inForm(answer, request))
      return reply
    },
  })

  /** Throws before it calls `done`, or calls it. */
  function letIn(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    done: (error?: Error) => void,
  ) {
    request.caller = caller
    if (request.use) services.keyUsage.note(request.use, services.clock.wall())
    if (version.deprecatedOn) {
      const now = services.clock.now(caller.tenant)
      const url = successor && `${baseUrl(request, services)}${successor}${rest(request.url, prefix)}`
      reply.headers(lifecycleHeaders(version, now, url))
    }
    const faultRules = services.directory.faultRulesOf(caller.tenant.id)
    if (!faultRules || operation.isSpared) return done()
    meetFaults(request, reply, faultRules, operation, prefix, services).then(
      goesOn => goesOn && done(),
      error => done(error),
    )
  }

  /** Does the work and stores the answer in one transaction, or gives the stored answer. */
  async function answerWithKey(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    key: string,
    prepared: unknown,
  ) {
    const now = services.clock.now(caller.tenant)
    const { method, url: path, rawBody: body } = request
    const { within, afterCommit } = await servicesWithin(services, caller.tenant)
    const answer = await answerOnce(
      services.db,
      { tenantId: caller.tenant.id, key, method, path, body, at: now },
      async tx => {
        const write: Write = work => work(tx)
        const result = await operation.handle(toRequest(request, caller, within(tx), prefix, write, prepared))
        const answer: Reply = result instanceof DomainError ? dialect.phrase(result) : result
        check?.(answer)
        reply.code(answer.status)
        return { status: answer.status, body: toText(answer, reply) ?? '', headers: answer.headers ?? {} }
      },
      retries,
    )
    await afterCommit()
    announce(services, caller)
    if (answer.isReplay) reply.header('idempotent-replayed', 'true')
    const { status, headers, body: json } = answer
    await send(request, reply, inForm(json === '' ? { status, headers } : { status, headers, json }, request))
    return reply
  }

  function inForm(answer: Reply, request: FastifyRequest): Reply {
    return present && answer.status < 400 ? present(answer, request) : answer
  }
}

/** What follows the prefix in an address, which may be absolute, fit to stand between angle brackets. */
function rest(url: string, prefix: string): string {
  const path = url.replace(/^https?:\/\/[^/]*/i, '')
  return path.slice(prefix.length).replaceAll('<', '%3C').replaceAll('>', '%3E')
}

function routeSchema({ params, query, headers, body, replies }: Operation, isStrict = false) {
  const querystring = isStrict ? { ...(query ?? Type.Object({})), additionalProperties: false } : query
  const shapes = Object.entries(replies).filter(([, shape]) => shape !== null)
  return {
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(headers && { headers }),
    ...(body && { body }),
    response: Object.fromEntries(shapes),
  }
}

function toRequest(
  request: FastifyRequest,
  caller: Caller,
  services: Services,
  prefix: string,
  write: Write,
  prepared: unknown,
) {
  return {
    ...services,
    caller,
    params: request.params,
    query: request.query,
    headers: request.headers,
    body: request.body,
    prepared,
    rawBody: request.rawBody,
    parts: (limits: PartLimits, handlers: PartHandlers) =>
      readMultipart(request.raw, request.headers, limits, handlers),
    write,
    now: services.clock.now(caller.tenant),
    href: (path: string) => `${baseUrl(request, services)}${prefix}${path}`,
  }
}

function baseUrl(request: FastifyRequest, { publicUrl }: Services): string {
  return publicUrl ?? `${request.protocol}://${request.host}`
}

/** Something may have been appended: the consumers look. */
function announce({ signal }: Services, { tenant }: Caller) {
  signal.appended('events', [tenant.id])
  signal.appended('interactions', [tenant.id])
}
