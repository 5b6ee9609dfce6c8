import { Agent, buildConnector, request } from 'undici'
import {
  AddressRefused,
  guardedLookup,
  isPublicAddress,
  literalHost,
} from '../domain/webhooks/address-guard.ts'

export interface HttpAnswer {
  readonly status: number
  /** The first 64 KiB of its body. */
  readonly text: string
}

/** Posts to a server, which must be at a public address unless private ones are allowed. */
export interface HttpClient {
  /** Follows no redirects. Rejects with `NotSent` when the request certainly did not get there. */
  send(
    url: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body: string | Buffer,
  ): Promise<HttpAnswer>
  close(): void
}

/** Nothing was sent: there was no connection. */
export class NotSent extends Error {
  override name = 'NotSent'
}

const mostBytes = 65_536

export function openHttpClient(connections: number, timeoutMs: number, allowPrivate: boolean): HttpClient {
  const agent = new Agent({
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: guardedConnector(timeoutMs, allowPrivate),
  })
  return {
    async send(url, method, headers, body) {
      const signal = AbortSignal.timeout(timeoutMs)
      const hasBody = method !== 'GET'
      const answer = await request(url, {
        dispatcher: agent,
        method: method as 'POST',
        headers,
        signal,
        ...(hasBody && { body }),
      })
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        chunks.push(chunk.subarray(0, mostBytes - bytes))
        bytes += chunk.length
        if (bytes >= mostBytes) break
      }
      const text = Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\u{FFFD}')
      return { status: answer.statusCode, text }
    },
    close: () => void agent.close().catch(() => {}),
  }
}

function guardedConnector(timeoutMs: number, allowPrivate: boolean): buildConnector.connector {
  const options = allowPrivate ? { timeout: timeoutMs } : { timeout: timeoutMs, lookup: guardedLookup() }
  const connect = buildConnector(options as buildConnector.BuildOptions)
  return (target, callback) => {
    const literal = literalHost(target.hostname)
    if (!allowPrivate && literal !== undefined && !isPublicAddress(literal))
      return void setImmediate(callback, asNotSent(new AddressRefused(literal)), null)
    connect(target, (...[error, socket]) => {
      if (error) callback(asNotSent(error), null)
      else callback(null, socket!)
    })
  }
}

const asNotSent = (error: Error) => new NotSent(error.message, { cause: error })
