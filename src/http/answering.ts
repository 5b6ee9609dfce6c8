/** How an answer leaves: spoilt where a fault says so, sent, counted, noted, and at the level `debug` logged. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { KnownKey } from '../domain/accounts/directory.ts'
import type { Dialect } from './dialect.ts'
import { spoilAnswer } from './fault-injection.ts'
import type { Reply } from './operation.ts'
import type { Observe } from './request-tallies.ts'
import type { Services } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a request to an operation, until it is answered. */
    pending: Pending | null
  }
}

export interface Pending {
  readonly operation: string
  /** By `performance.now()`. */
  readonly startedAt: number
  readonly observe: Observe
}

/**
 * Sends an answer; with a fault, in a moment. No hook of the framework does it, for each costs every request: the
 * listeners of `onResponse` and the turn of `onSend` took 4 % of the time of a small one.
 */
export type Send = (request: FastifyRequest, reply: FastifyReply, answer: Reply) => Promise<void> | undefined

export function createSend({ logger, requestLog, keyUsage, clock }: Services, dialect: Dialect): Send {
  function send(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
    reply.send(payload)
    const { pending } = request
    if (!pending) return
    request.pending = null // an answer that cannot be sent is followed by another, which is counted
    const ms = performance.now() - pending.startedAt
    pending.observe(reply.statusCode, ms / 1000)
    if (request.use && !request.caller) keyUsage.note({ ...request.use, isRefused: true }, clock.wall())
    if (request.known) note(request, reply, request.known, pending.operation, ms, payload)
    if (logger.isLevelEnabled('debug')) log(request, reply, pending.operation, ms)
  }

  /** For whoever owns the key; what is secret in it is masked when it is read. */
  function note(
    { id: requestId, method, url: path, headers, rawBody: body, struckBy }: FastifyRequest,
    { statusCode: status }: FastifyReply,
    { key, tenant }: KnownKey,
    operation: string,
    ms: number,
    payload: unknown,
  ) {
    const answer = typeof payload === 'string' ? payload : ''
    const userAgent = headers['user-agent'] ?? ''
    requestLog.note(tenant.id, {
      requestId,
      keyId: key.id,
      at: clock.wall(),
      dialect: dialect.name,
      operation,
      method,
      path,
      status,
      ms,
      fault: struckBy,
      userAgent,
      body,
      answer,
    })
  }

  /** Without the query and the headers: they may hold what must not be written down. */
  function log(
    { id: requestId, method, url, caller }: FastifyRequest,
    reply: FastifyReply,
    operation: string,
    ms: number,
  ) {
    const path = url.split('?', 1)[0]
    const tenant = caller?.tenant.slug
    logger.debug({ requestId, method, path, operation, tenant, status: reply.statusCode, ms: Math.round(ms) })
  }

  return (request, reply, answer) => {
    reply.code(answer.status)
    if (answer.headers) reply.headers(answer.headers)
    const payload = answer.stream ?? toText(answer, reply)
    if (payload !== undefined && !answer.headers?.['content-type'])
      reply.type('application/json; charset=utf-8')
    if (request.fault === null) return void send(request, reply, payload)
    return spoilAnswer(request, reply, payload, dialect).then(spoilt => send(request, reply, spoilt))
  }
}

/** The text of an answer whose status is set; undefined when it has none. */
export function toText({ body, json }: Reply, reply: FastifyReply): string | undefined {
  if (json !== undefined) return json
  return body === undefined ? undefined : (reply.serialize(body as object) as string)
}
