import { Agent, buildConnector, request } from 'undici'
import { type CallReply, type CallRequest, mostReplyBytes } from '../domain/automations/call.ts'
import {
  AddressRefused,
  guardedLookup,
  isPublicAddress,
  literalHost,
} from '../domain/webhooks/address-guard.ts'
import { storageFaults } from '../kernel/storable.ts'

export interface Caller {
  /** Makes one attempt. Never rejects; redirects are not followed. */
  call(request: CallRequest, headers: Readonly<Record<string, string>>): Promise<CallReply>
  /** Breaks off what is under way. */
  close(): Promise<void>
}

/** Reaches public addresses only, unless the operator allows others. */
export function createCaller(allowPrivate: boolean): Caller {
  const dispatcher = new Agent({
    ...(!allowPrivate && { connect: guardedConnector() }),
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
    pipelining: 1,
  })
  return {
    async call({ method, url, headers: own, body, timeoutMs }, headers) {
      const began = performance.now()
      const end = (status: number | null, text: string, problem: string | null): CallReply => ({
        status,
        body: parse(text),
        problem,
        ms: Math.round(performance.now() - began),
      })
      try {
        const answer = await request(url, {
          dispatcher,
          method: method as 'POST',
          headers: {
            ...(body !== null && { 'content-type': 'application/json' }),
            ...lowerCased(own),
            ...headers,
          },
          body,
          signal: AbortSignal.timeout(timeoutMs),
        })
        return end(answer.statusCode, await beginningOf(answer.body), null)
      } catch (error) {
        return end(null, '', problemOf(error as Error, timeoutMs))
      }
    },
    close: () => dispatcher.destroy(),
  }
}

/** Names are resolved by a lookup that answers public addresses, literal addresses are checked here. */
function guardedConnector(): buildConnector.connector {
  const connect = buildConnector({ lookup: guardedLookup() } as buildConnector.BuildOptions)
  return (target, callback) => {
    const literal = literalHost(target.hostname)
    if (literal !== undefined && !isPublicAddress(literal))
      return void setImmediate(callback, new AddressRefused(literal), null)
    connect(target, callback)
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk.subarray(0, mostReplyBytes - bytes))
    bytes += chunk.length
    if (bytes >= mostReplyBytes) break // which ends the stream, too
  }
  return Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\u{FFFD}')
}

/** JSON is parsed, unless it holds what cannot be stored: then it is text like any other. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return storageFaults(value).length === 0 ? value : text.toWellFormed()
  } catch {
    return text.toWellFormed()
  }
}

function problemOf(error: Error, timeoutMs: number): string {
  if (error.name === 'TimeoutError') return `no whole answer within ${timeoutMs} ms`
  const { code } = error as { code?: string }
  const text = code && !error.message.includes(code) ? `${code}: ${error.message}` : error.message
  return text.slice(0, 300).replaceAll('\0', '').toWellFormed() || error.name
}
