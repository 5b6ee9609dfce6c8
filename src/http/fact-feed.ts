/**
 * The facts of one tenant as they are appended, read once for all who follow. It begins with the first of them and ends
 * with the last. Who cannot keep up is told so, and reads for itself until it can.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { type FactPlace, type FactStretch, readEnd, readFacts } from '../domain/interactions/read-facts.ts'
import type { Db } from '../storage/driver.ts'

/** Numbers of a log that are read at a time. */
export const stretchLength = 200
/** So many stretches wait for a follower. */
const mostWaiting = 2

/** What a follower of a feed has not taken yet. */
export interface FeedQueue {
  /** The next stretch, or nothing when there is none now. Throws what the feed failed of. */
  take(): FactStretch | undefined
  /** Stretches were left out since it was opened: read from where you are, and open another. */
  readonly isBroken: boolean
  /** Until there is something to take, or somebody stirs. */
  wait(ms: number): Promise<void>
  stir(): void
  close(): void
}

export interface FactFeed {
  /** What is appended from the answer on is in the queue. */
  open(): Promise<FeedQueue>
  /** Something may have been appended. */
  wake(): void
  /** Where it is in the logs; nothing while it looks for their end. */
  readonly place: FactPlace | undefined
}

export function createFactFeed(
  db: Db,
  tenantId: string,
  { pauseMs, onIdle }: { readonly pauseMs: () => number; readonly onIdle: () => void },
): FactFeed {
  const followers = new Set<ReturnType<typeof newQueue>>()
  let place: FactPlace | undefined
  let starting: Promise<void> | undefined
  let isWoken = false
  let stir = () => {}

  const wake = () => {
    isWoken = true
    stir()
  }

  async function run(from: FactPlace) {
    place = from
    while (followers.size > 0) {
      isWoken = false
      const stretch = await readFacts(db, tenantId, place, stretchLength)
      place = stretch.upTo
      if (stretch.facts.length > 0 || stretch.wasReset) for (const each of followers) each.put(stretch)
      if (stretch.isBehind) continue
      await delay(pauseMs(), undefined, { ref: false })
      if (isWoken) continue
      await new Promise<void>(resolve => {
        stir = resolve
      })
    }
  }

  async function start() {
    const from = await readEnd(db, tenantId)
    run(from).catch(error => {
      onIdle()
      for (const each of followers) each.fail(error)
    })
  }

  return {
    async open() {
      const queue = newQueue(() => {
        followers.delete(queue)
        if (followers.size > 0) return
        onIdle()
        wake()
      })
      followers.add(queue)
      starting ??= start()
      await starting.catch(error => {
        queue.close()
        throw error
      })
      return queue
    },
    wake,
    get place() {
      return place
    },
  }
}

function newQueue(
  onClose: () => void,
): FeedQueue & { put(stretch: FactStretch): void; fail(error: unknown): void } {
  const waiting: FactStretch[] = []
  let isBroken = false
  let failure: { readonly error: unknown } | undefined
  let stir = () => {}
  return {
    put(stretch) {
      if (waiting.length >= mostWaiting) {
        isBroken = true
        waiting.length = 0
      }
      if (!isBroken) waiting.push(stretch)
      stir()
    },
    fail(error) {
      failure = { error }
      stir()
    },
    take() {
      if (failure) throw failure.error
      return waiting.shift()
    },
    get isBroken() {
      return isBroken
    },
    async wait(ms) {
      if (waiting.length > 0 || isBroken || failure) return
      const stirred = new AbortController()
      stir = () => stirred.abort()
      await delay(ms, undefined, { ref: false, signal: stirred.signal }).catch(() => {})
      stir = () => {}
    },
    stir: () => stir(),
    close: onClose,
  }
}
