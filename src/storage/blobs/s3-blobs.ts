import { checkKey, checkPrefix, checkRange, isBlobKey } from './blob-key.ts'
import type { BlobStore } from './blob-store.ts'
import { checkBlobs } from './check-blobs.ts'
import { type S3Answer, S3Error, type S3Request, type S3Send, s3Client } from './s3-client.ts'
import type { S3Credentials, S3Location } from './s3-location.ts'
import { listedPage } from './s3-xml.ts'

export interface S3Options {
  /** How many keys to ask for at once; a server gives 1000 at most. */
  readonly pageSize?: number
  /** The pause before the first retry; each next one is twice as long. */
  readonly pauseMs?: number
}

/**
 * Blobs as objects of a bucket that speaks Amazon's S3 (MinIO, Ceph, R2, Spaces …). Whoever we are needs GetObject,
 * PutObject and DeleteObject on the objects, and ListBucket on the bucket, without which Amazon answers 403 for a blob
 * that does not exist. A PUT is atomic and durable once answered: S3 promises that, and so must a server like it.
 */
export class S3Blobs implements BlobStore {
  readonly describe: string
  readonly #prefix: string
  readonly #pageSize: number
  readonly #send: S3Send

  constructor(location: S3Location, credentials: S3Credentials, options: S3Options = {}) {
    this.describe = location.describe
    this.#prefix = location.prefix
    this.#pageSize = options.pageSize ?? 1000
    this.#send = s3Client(location, credentials, options.pauseMs)
  }

  async put(key: string, bytes: Uint8Array) {
    const request = this.#about('put', 'PUT', key)
    expectSuccess(request, await this.#send({ ...request, body: bytes }))
  }

  async get(key: string) {
    const request = this.#about('get', 'GET', key)
    const answer = await this.#send(request)
    if (isMissing(answer)) return undefined
    return expectSuccess(request, answer).body
  }

  /** A server may ignore the range and answer 200 with the whole, or give more than was asked for. */
  async getRange(key: string, offset: number, length: number) {
    checkRange(offset, length)
    const request = this.#about('get range', 'GET', key)
    const answer = await this.#send({
      ...request,
      headers: { range: `bytes=${offset}-${offset + length - 1}` },
    })
    if (isMissing(answer)) return undefined
    if (answer.status === 416) return Buffer.alloc(0)
    const { status, body } = expectSuccess(request, answer)
    return status === 206 ? body.subarray(0, length) : body.subarray(offset, offset + length)
  }

  async delete(key: string) {
    const request = this.#about('delete', 'DELETE', key)
    const answer = await this.#send(request)
    if (!isMissing(answer)) expectSuccess(request, answer)
  }

  /** Objects under our prefix that are not ours, by their names, are passed over. */
  async *list(prefix: string) {
    checkPrefix(prefix)
    let token: string | undefined
    do {
      const page = await this.#page(prefix, token)
      for (const name of page.keys) {
        const key = name.slice(this.#prefix.length)
        if (name.startsWith(this.#prefix + prefix) && isBlobKey(key)) yield key
      }
      if (page.next === token && token) throw new S3Error('list', 200, 'the same page twice')
      token = page.next
    } while (token)
  }

  async check() {
    await checkBlobs(this)
  }

  async #page(prefix: string, token: string | undefined) {
    const query = {
      'list-type': '2',
      prefix: this.#prefix + prefix,
      'max-keys': String(this.#pageSize),
      ...(token ? { 'continuation-token': token } : {}),
    }
    const request = { operation: 'list', method: 'GET', path: '', query } as const
    const answer = expectSuccess(request, await this.#send(request))
    const page = listedPage(answer.body.toString())
    if (!page) throw new S3Error('list', answer.status, 'with an answer that is not a list')
    return page
  }

  #about(operation: string, method: S3Request['method'], key: string): S3Request {
    return { operation, method, path: this.#prefix + checkKey(key) }
  }
}

/** A missing bucket is also a 404, but that is an error. */
function isMissing(answer: S3Answer) {
  return answer.status === 404 && answer.code === 'NoSuchKey'
}

function expectSuccess(request: S3Request, answer: S3Answer) {
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new S3Error(request.operation, answer.status, answer.code)
}
