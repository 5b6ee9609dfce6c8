import { createHash } from 'node:crypto'
import { transact } from '../storage/database.ts'
import type { Db, Tx } from '../storage/driver.ts'
import { idempotencyKeyInvalid, idempotencyKeyReused } from './errors.ts'
import { claimKey, deleteOldReplies, storeReply } from './idempotency.sql.ts'

const visibleAscii = /^[\x21-\x7e]{1,255}$/

/** How clients of a dialect mark a request that they may send again. */
export interface Retries {
  /** In lower case. */
  readonly header: string
  /** At most a day: then stored answers are forgotten. */
  readonly windowMs: number
  /** `request`: a mark is good for one request, path and body. `path`: whatever comes to a path under a mark is that request. */
  readonly marks: 'request' | 'path'
}

export const idempotencyKey: Retries = {
  header: 'idempotency-key',
  windowMs: 86_400_000,
  marks: 'request',
}

export interface MarkedRequest {
  readonly tenantId: string
  readonly key: string
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body: string
  readonly at: Date
}

export interface StoredAnswer {
  readonly status: number
  /** As it goes over the wire. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Answers a request that carries an Idempotency-Key: the first time by doing the work, and within its window after that
 * with the answer it gave then. Work and answer are committed together; a refusal that wrote nothing is not stored,
 * so that the client may mend the request and use the key again.
 */
export async function answerOnce(
  db: Db,
  request: MarkedRequest,
  work: (tx: Tx) => Promise<StoredAnswer>,
  retries = idempotencyKey,
): Promise<StoredAnswer & { isReplay: boolean }> {
  if (!visibleAscii.test(request.key)) throw idempotencyKeyInvalid(retries.header)
  const { keyHash, requestHash } = hashesOf(request, retries)
  const cutoff = new Date(request.at.getTime() - retries.windowMs)

  return transact(db, async tx => {
    const stored = await claimKey(tx, request.tenantId, keyHash, requestHash, request.at, cutoff)
    if (stored) {
      if (!stored.requestHash.equals(requestHash)) throw idempotencyKeyReused()
      const { status, body, headers } = stored
      return { status, body, headers, isReplay: true }
    }
    const answer = await work(tx)
    await storeReply(tx, request.tenantId, keyHash, answer)
    return { ...answer, isReplay: false }
  })
}

function hashesOf({ method, path, body, key }: MarkedRequest, { header, marks }: Retries) {
  if (marks === 'request') return { keyHash: sha256(key), requestHash: sha256(`${method} ${path}\n${body}`) }
  const hash = sha256(`${header}\n${method} ${path.split('?', 1)[0]}\n${key}`)
  return { keyHash: hash, requestHash: hash }
}

export async function forgetOldReplies(db: Db): Promise<void> {
  await deleteOldReplies(db)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
