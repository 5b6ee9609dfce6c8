/**
 * Faults for the clients of a tenant that is a double. The rules are in memory; a tenant without any costs one look.
 *
 *     admitted ── a rule strikes before ──▶ latency, then refused or cut off: the operation is not run
 *        └─────── a rule strikes after ───▶ the operation is run and committed; its answer is delayed, replaced, cut
 */
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FaultRule } from '../domain/accounts/fault-rule.ts'
import { strikingRule } from '../domain/accounts/fault-rules.ts'
import type { Dialect } from './dialect.ts'
import { faultInjected } from './errors.ts'
import type { Operation } from './operation.ts'
import type { Services } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The rule that is to spoil the answer. */
    fault: FaultRule | null
    /** The id of the rule that strikes it, when one does. */
    struckBy: string | null
  }
}

/**
 * Asks the rules about a request that was let in. Answers whether it goes on; throws what it is refused with. A rule
 * that strikes is named in the header `Parley-Fault`, where there is an answer.
 */
export async function meetFaults(
  request: FastifyRequest,
  reply: FastifyReply,
  rules: readonly FaultRule[],
  { name: operation }: Operation,
  prefix: string,
  { db }: Services,
): Promise<boolean> {
  const path = pathBelow(request, prefix)
  const rule = await strikingRule(db, request.caller!.tenant.id, rules, {
    operation,
    method: request.method,
    path,
  })
  if (!rule) return true
  request.struckBy = rule.id
  reply.header('parley-fault', rule.id)
  if (rule.when === 'after') {
    request.fault = rule
    return true
  }
  const { latencyMs = 0, reset, status } = rule.action
  if (latencyMs > 0) await waitFor(latencyMs)
  if (reset) {
    reply.hijack()
    breakOff(request)
    return false
  }
  if (status !== undefined) throw faultInjected(rule.id, { ...rule.action, status })
  return true
}

/** The path that routes know: without the version and the query, decoded where it can be. */
function pathBelow({ url }: FastifyRequest, prefix: string): string {
  const path = url
    .replace(/^https?:\/\/[^/]*/i, '')
    .split('?', 1)[0]!
    .slice(prefix.length)
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** Does to an answer, on its way out, what the rule says. */
export async function spoilAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  { phrase }: Dialect,
): Promise<unknown> {
  const { id, action } = request.fault!
  const { latencyMs = 0, reset, status, truncate, throttle } = action
  if (latencyMs > 0) await waitFor(latencyMs)
  if (reset) {
    breakOff(request)
    return payload
  }
  if (status !== undefined) {
    const { status: code, body, headers = {} } = phrase(faultInjected(id, { ...action, status }))
    reply.code(code).headers(headers).type('application/json; charset=utf-8')
    reply.removeHeader('content-length')
    return JSON.stringify(body)
  }
  if (truncate === undefined && throttle === undefined) return payload
  if (payload && typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload // a stream
  const bytes = Buffer.from((payload as string | Buffer | null) ?? '')
  if (bytes.length === 0 && truncate !== undefined) breakOff(request) // there is nothing to cut
  if (bytes.length === 0) return payload
  reply.header('content-length', bytes.length)
  if (truncate === undefined) return Readable.from(slowly(bytes, throttle!), { objectMode: false })
  // The connection is closed when this is sent, before the length that was promised.
  reply.header('connection', 'close')
  return Readable.from([bytes.subarray(0, Math.min(truncate, bytes.length - 1))], { objectMode: false })
}

/** A stop of the server is not held up by it. */
const waitFor = (ms: number) => delay(ms, undefined, { ref: false })

const stepMs = 50

async function* slowly(bytes: Buffer, perSecond: number) {
  const step = Math.max(1, Math.round((perSecond * stepMs) / 1000))
  const pause = (step / perSecond) * 1000
  for (let sent = 0; sent < bytes.length; sent += step) {
    if (sent > 0) await waitFor(pause)
    yield bytes.subarray(sent, sent + step)
  }
}

/** The client sees "connection reset by peer"; over TLS, or where there is no real socket, that it closed. */
function breakOff({ raw: { socket } }: FastifyRequest) {
  if ('encrypted' in socket || typeof socket.resetAndDestroy !== 'function') socket.destroy()
  else socket.resetAndDestroy()
}
