import { setTimeout } from 'node:timers/promises'
import { AwsClient } from 'aws4fetch'
import type { S3Credentials, S3Location } from './s3-location.ts'
import { errorCode } from './s3-xml.ts'

/** Says the operation, the status and S3's error code; never the server's words, which may repeat what we signed. */
export class S3Error extends Error {
  readonly operation: string
  /** 0 when there was no answer. */
  readonly status: number
  /** S3's code (NoSuchBucket), or the network's (ECONNREFUSED), or TimeoutError. */
  readonly code: string

  constructor(operation: string, status: number, code: string) {
    super(`S3 ${operation} failed: ${status ? `${status} ${code}` : `${code}, no answer`}`)
    this.name = 'S3Error'
    this.operation = operation
    this.status = status
    this.code = code
  }
}

export interface S3Request {
  readonly operation: string
  readonly method: 'GET' | 'PUT' | 'DELETE'
  /** Within the bucket, without a slash in front. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface S3Answer {
  readonly status: number
  readonly body: Buffer
  /** S3's error code, empty in a success. */
  readonly code: string
}

export type S3Send = (request: S3Request) => Promise<S3Answer>

const retries = 3

/**
 * Signs and sends. Answers whatever the server says for good, failures too; tries 5xx, 429, SlowDown and a broken
 * connection again, three times at most, with growing random pauses. The location's time-out bounds the whole, pauses
 * and the reading of the answer included. Every operation that is sent here may be repeated without harm.
 */
export function s3Client(location: S3Location, credentials: S3Credentials, pauseMs = 200): S3Send {
  const client = new AwsClient({
    ...identity(credentials),
    service: 's3',
    region: location.region,
    retries: 0,
  })

  return async request => {
    const signal = AbortSignal.timeout(location.timeoutMs)
    const bodyHash = await sha256(request.body)
    for (let failures = 0; ; failures++) {
      const answer = await attempt(client, location, { ...request, bodyHash }, signal)
      const passing = answer instanceof S3Error || answer.status >= 500 || isThrottled(answer)
      if (!passing) return answer
      const error =
        answer instanceof S3Error ? answer : new S3Error(request.operation, answer.status, answer.code)
      if (failures === retries || signal.aborted) throw error
      const pause = pauseMs * 2 ** failures * (0.5 + Math.random() / 2)
      await setTimeout(pause, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}

interface HashedRequest extends S3Request {
  readonly bodyHash: string
}

/** Not by `createHash`: this one works in another thread, and a recording can be large. */
async function sha256(bytes: Uint8Array = new Uint8Array()) {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Buffer.from(digest).toString('hex')
}

function isThrottled(answer: S3Answer) {
  return answer.status === 429 || answer.code === 'SlowDown'
}

/** The error is returned, not thrown, when there was no whole answer. Its cause is left out: it may hold a header. */
async function attempt(client: AwsClient, location: S3Location, request: HashedRequest, signal: AbortSignal) {
  const url = new URL(`${location.bucketUrl}/${request.path}`)
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
  const signed = await client.sign(url, {
    method: request.method,
    headers: { ...request.headers, 'x-amz-content-sha256': request.bodyHash },
    ...(request.body ? { body: request.body as Uint8Array<ArrayBuffer> } : {}),
    redirect: 'manual',
    signal,
  })
  try {
    const response = await fetch(signed)
    const bytes = Buffer.from(await response.arrayBuffer())
    const code = response.ok ? '' : errorCode(bytes.toString()) || response.statusText || 'without a code'
    return { status: response.status, body: bytes, code }
  } catch (error) {
    return new S3Error(request.operation, 0, signal.aborted ? 'TimeoutError' : networkCode(error))
  }
}

function networkCode(error: unknown) {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined
  return typeof cause?.code === 'string' ? cause.code : 'connection broken'
}

function identity(credentials: S3Credentials) {
  const sessionToken = credentials.AWS_SESSION_TOKEN
  return {
    accessKeyId: needed(credentials, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: needed(credentials, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken ? { sessionToken: needed(credentials, 'AWS_SESSION_TOKEN') } : {}),
  }
}

/** White space (a secret read from a file with its line end) would fail later, in a message that shows the value. */
function needed(credentials: S3Credentials, name: keyof S3Credentials) {
  const value = credentials[name]
  if (!value) throw new Error(`Blobs in S3 need the environment variable ${name}.`)
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new Error(`${name} has white space or a character that no key has.`)
  return value
}
