import { Agent, buildConnector, type Dispatcher } from 'undici'
import {
  AddressRefused,
  guardedLookup,
  isPublicAddress,
  literalHost,
} from '../domain/webhooks/address-guard.ts'
import type { Resolve } from '../domain/webhooks/resolve-name.ts'
import { readRetryAfter } from './webhook-retry-after.ts'

/** Of the answer to a POST. */
export interface PostAnswer {
  /** Null: none came. */
  readonly status: number | null
  readonly ms: number
  /** The first kilobyte of its body. */
  readonly answer: string
  /** Why it is not a whole answer. */
  readonly problem: string | null
  /** For how long the receiver asks to be left alone: `Retry-After` of a 429 or a 503. */
  readonly retryAfterMs: number | null
}

export interface Poster {
  /** Never rejects. Redirects are not followed. */
  post(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<PostAnswer>
  /** Breaks off what is under way. */
  close(): Promise<void>
}

export interface PostOptions {
  /** For all of it: name, connection, sending, answer. */
  readonly timeoutMs: number
  readonly allowPrivate: boolean
  /** Resolves names where they may not lead everywhere. Without it: as DNS says. */
  readonly resolve?: Resolve
}

const mostAnswerBytes = 1024
const idleMs = 30_000

export function createPoster({ timeoutMs, allowPrivate, resolve }: PostOptions): Poster {
  const dispatcher = new Agent({
    connect: allowPrivate ? { timeout: timeoutMs } : guardedConnector(timeoutMs, resolve),
    // One deadline holds for all, below.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: idleMs,
    pipelining: 1,
  })
  return {
    post: (url, headers, body) =>
      new Promise(tell => {
        const exchange = newExchange(timeoutMs, tell)
        const { origin, pathname, search } = url
        try {
          dispatcher.dispatch({ origin, path: pathname + search, method: 'POST', headers, body }, exchange)
        } catch (error) {
          exchange.onResponseError?.(undefined as never, error as Error)
        }
      }),
    close: () => dispatcher.destroy(),
  }
}

/** A connector that reaches public addresses only. Names are resolved by its own lookup, literal addresses checked here. */
function guardedConnector(timeoutMs: number, resolve: Resolve | undefined): buildConnector.connector {
  // What buildConnector does not use itself it hands on to net.connect.
  const options = { timeout: timeoutMs, lookup: guardedLookup(resolve) } as buildConnector.BuildOptions
  const connect = buildConnector(options)
  return (target, callback) => {
    const literal = literalHost(target.hostname)
    if (literal !== undefined && !isPublicAddress(literal))
      return void setImmediate(callback, new AddressRefused(literal), null)
    connect(target, callback)
  }
}

/** Follows one request and tells how it ended, once, at the latest when its time is over. */
function newExchange(timeoutMs: number, tell: (answer: PostAnswer) => void): Dispatcher.DispatchHandler {
  const began = performance.now()
  const chunks: Buffer[] = []
  let [bytes, isOver] = [0, false]
  let status: number | null = null
  let retryAfterMs: number | null = null
  let controller: Dispatcher.DispatchController | undefined
  const timer = setTimeout(() => {
    end(`no whole answer within ${timeoutMs / 1000} s`)
    breakOff()
  }, timeoutMs)

  function end(problem: string | null) {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    const ms = Math.round(performance.now() - began)
    const answer = { status, ms, answer: textOf(chunks), problem, retryAfterMs }
    // The connection is free again two turns later: who posts the next message then uses it, and opens no other.
    setImmediate(() => setImmediate(() => tell(answer)))
  }

  const breakOff = () => controller?.abort(new Error('over'))

  return {
    onRequestStart(given) {
      controller = given
      if (isOver) breakOff()
    },
    onResponseStart(_controller, code, headers) {
      if (code < 200) return
      status = code
      if (code === 429 || code === 503) retryAfterMs = readRetryAfter(headers['retry-after'], Date.now())
    },
    onResponseData(_controller, chunk) {
      if (isOver) return breakOff()
      const rest = mostAnswerBytes - bytes
      chunks.push(chunk.subarray(0, rest))
      bytes += Math.min(rest, chunk.length)
      if (chunk.length <= rest) return
      end(null)
      breakOff()
    },
    onResponseEnd: () => end(null),
    onRequestUpgrade: (_controller, code) => end(`an upgrade, ${code}, that nobody asked for`),
    onResponseError: (_controller, error) => end(toProblem(error)),
  }
}

function textOf(chunks: readonly Buffer[]): string {
  return chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\u{FFFD}')
}

function toProblem(error: Error): string {
  const { code } = error as { code?: string }
  const text = code && !error.message.includes(code) ? `${code}: ${error.message}` : error.message
  return text.slice(0, 300).replaceAll('\0', '').toWellFormed() || error.name
}
