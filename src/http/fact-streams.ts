/**
 * Who follows the facts of a tenant as they are appended. Each stream reads the logs for itself, woken by the signal of
 * this process and by a sweep for what other processes append; a client that reads slowly holds up its own stream only.
 */
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { type FactPlace, type FollowedFact, readEnd, readFacts } from '../domain/interactions/read-facts.ts'
import type { Db } from '../storage/driver.ts'
import type { LogSignal } from '../storage/log/signal.ts'
import { tooManyStreams } from './errors.ts'

export interface FactStreams {
  /** Server-sent events, beginning after a place; without one, with what comes from now on. Throws `too-many-streams`. */
  open(follower: Follower): Readable
  /** Ends all streams: the server is about to close. */
  close(): void
}

export interface Follower {
  readonly tenantId: string
  readonly after: FactPlace | undefined
  wants(fact: FollowedFact): boolean
  /** Asked again and again: when it says no, the stream ends. */
  isAllowed(): boolean
}

const mostPerTenant = 20
const mostPerProcess = 500
/** Numbers of a log that are read at a time. */
const stretch = 200
const sweepMs = 1000
const beatMs = 15_000
/** What comes within it is read together. */
const [pauseMs, pauseUnderPressureMs] = [20, 500]

export function createFactStreams(db: Db, signal: LogSignal, isPressed: () => boolean): FactStreams {
  const wakers = new Map<string, Set<() => void>>()
  let isClosing = false
  let count = 0

  const wake = (tenantIds: Iterable<string>) => {
    for (const tenantId of tenantIds) for (const waker of wakers.get(tenantId) ?? []) waker()
  }
  signal.listen('events', wake)
  signal.listen('interactions', wake)

  /** Ends by itself when the signal says that nobody listens: while it waits nobody else could make it. */
  async function* follow(
    { tenantId, after, wants, isAllowed }: Follower,
    gone: AbortSignal,
  ): AsyncGenerator<string> {
    const own = wakers.get(tenantId) ?? new Set()
    if (own.size >= mostPerTenant || count >= mostPerProcess) return
    let isWoken = false
    let stir = () => {}
    const waker = () => {
      isWoken = true
      stir()
    }
    wakers.set(tenantId, own.add(waker))
    gone.addEventListener('abort', waker)
    count++
    try {
      let place = after ?? (await readEnd(db, tenantId))
      yield `retry: 2000\nid: ${toToken(place)}\n\n`
      for (let beatAt = performance.now(); !isClosing && !gone.aborted && isAllowed(); ) {
        isWoken = false
        const { facts, upTo, isBehind, wasReset } = await readFacts(db, tenantId, place, stretch)
        if (wasReset) yield `event: reset\nid: ${toToken(upTo)}\ndata: {}\n\n`
        const told = facts.filter(wants).map(toMessage).join('')
        if (told !== '') yield told
        place = upTo
        if (performance.now() - beatAt >= beatMs) {
          beatAt = performance.now()
          yield `: \nid: ${toToken(place)}\n\n`
        }
        if (isBehind) continue
        await delay(isPressed() ? pauseUnderPressureMs : pauseMs, undefined, { ref: false })
        const woken = new Promise<void>(resolve => {
          stir = resolve
        })
        const swept = new AbortController()
        if (!isWoken && !isClosing && !gone.aborted)
          await Promise.race([
            woken,
            delay(sweepMs, undefined, { ref: false, signal: swept.signal }).catch(() => {}),
          ])
        swept.abort()
      }
    } finally {
      count--
      own.delete(waker)
      if (own.size === 0) wakers.delete(tenantId)
    }
  }

  return {
    open(follower) {
      if ((wakers.get(follower.tenantId)?.size ?? 0) >= mostPerTenant || count >= mostPerProcess)
        throw tooManyStreams()
      const gone = new AbortController()
      const messages = follow(follower, gone.signal)
      return new Readable({
        highWaterMark: 1,
        read() {
          const tell = ({ done, value }: IteratorResult<string>) => this.push(done ? null : value)
          messages.next().then(
            result => this.destroyed || tell(result),
            error => this.destroy(error),
          )
        },
        destroy(error, done) {
          gone.abort()
          messages.return(undefined) // in case it rests where it tells something
          done(error)
        },
      })
    },
    close() {
      isClosing = true
      wake([...wakers.keys()])
    },
  }
}

const toToken = ({ events, interactions }: FactPlace) => `${events}.${interactions}`

/** The place that an id of a message names, or undefined when it is none. */
export function readToken(token: string): FactPlace | undefined {
  const parts = /^(\d{1,15})\.(\d{1,15})$/.exec(token)
  return parts ? { events: Number(parts[1]), interactions: Number(parts[2]) } : undefined
}

function toMessage({ after, at, ...fact }: FollowedFact): string {
  return `id: ${toToken(after)}\ndata: ${JSON.stringify({ ...fact, at: at.toISOString() })}\n\n`
}
