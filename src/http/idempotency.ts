import { createHash } from 'node:crypto'
import { transact } from '../storage/database.ts'
import type { Db, Tx } from '../storage/driver.ts'
import { idempotencyKeyInvalid, idempotencyKeyReused } from './errors.ts'
import { claimKey, deleteOldReplies, storeReply } from './idempotency.sql.ts'

const day = 86_400_000
const visibleAscii = /^[\x21-\x7e]{1,255}$/

export interface StoredAnswer {
  readonly status: number
  /** As it goes over the wire. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Answers a request that carries an Idempotency-Key: the first time by doing the work, and within 24 hours after that
 * with the answer it gave then. Work and answer are committed together; a refusal that wrote nothing is not stored,
 * so that the client may mend the request and use the key again.
 */
export async function answerOnce(
  db: Db,
  request: { tenantId: string; key: string; method: string; path: string; body: string; at: Date },
  work: (tx: Tx) => Promise<StoredAnswer>,
): Promise<StoredAnswer & { isReplay: boolean }> {
  if (!visibleAscii.test(request.key)) throw idempotencyKeyInvalid()
  const keyHash = sha256(request.key)
  const requestHash = sha256(`${request.method} ${request.path}\n${request.body}`)
  const cutoff = new Date(request.at.getTime() - day)

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

export async function forgetOldReplies(db: Db): Promise<void> {
  await deleteOldReplies(db)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
