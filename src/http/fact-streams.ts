/**
 * Who follows the facts of a tenant as they are appended. What all of a tenant are told is read once, by its feed, which
 * the signal of this process wakes and, for what other processes append, one look a second at the heads of all tenants
 * that are followed. A stream that is behind reads for itself until it has caught up: one that resumes, and one whose
 * client reads slowly.
 */
import { Readable } from 'node:stream'
import {
  type FactPlace,
  type FactStretch,
  type FollowedFact,
  nowhere,
  placeAfter,
  readEnd,
  readEnds,
  readFacts,
} from '../domain/interactions/read-facts.ts'
import type { Db } from '../storage/driver.ts'
import type { LogSignal } from '../storage/log/signal.ts'
import { tooManyStreams } from './errors.ts'
import { createFactFeed, type FactFeed, type FeedQueue, stretchLength } from './fact-feed.ts'

export interface FactStreams {
  /** Server-sent events, beginning after a place; without one, with what comes from now on. Throws `too-many-streams`. */
  open(follower: Follower): Readable
  /** Ends all streams: the server is about to close. */
  close(): void
}

export interface Follower {
  readonly tenantId: string
  /** The key or the person that listens. */
  readonly callerId: string
  readonly after: FactPlace | undefined
  wants(fact: FollowedFact): boolean
  /** Asked again and again: when it says no, the stream ends. */
  isAllowed(): boolean
}

const mostPerCaller = 20
const mostPerTenant = 100
const mostPerProcess = 500
const sweepMs = 1000
const beatMs = 15_000
/** What comes within it is read together. */
const [pauseMs, pauseUnderPressureMs] = [20, 500]

export function createFactStreams(db: Db, signal: LogSignal, isPressed: () => boolean): FactStreams {
  const feeds = new Map<string, FactFeed>()
  const open = new Set<{ readonly follower: Follower; end(): void }>()
  let isClosing = false
  let sweeping: NodeJS.Timeout | undefined

  const wake = (tenantIds: Iterable<string>) => {
    for (const tenantId of tenantIds) feeds.get(tenantId)?.wake()
  }
  signal.listen('events', wake)
  signal.listen('interactions', wake)

  /** Looks at all followed tenants at once, and again a second later, while there are any. */
  async function sweep() {
    const ends = await readEnds(db, [...feeds.keys()]).catch(() => undefined)
    for (const [tenantId, { place, wake }] of ends ? feeds : []) {
      const end = ends?.get(tenantId) ?? nowhere
      if (place && (place.events !== end.events || place.interactions !== end.interactions)) wake()
    }
    sweeping = feeds.size > 0 && !isClosing ? setTimeout(sweep, sweepMs).unref() : undefined
  }

  function feedOf(tenantId: string): FactFeed {
    const known = feeds.get(tenantId)
    if (known) return known
    const feed = createFactFeed(db, tenantId, {
      pauseMs: () => (isPressed() ? pauseUnderPressureMs : pauseMs),
      onIdle: () => feeds.get(tenantId) === feed && feeds.delete(tenantId),
    })
    feeds.set(tenantId, feed)
    sweeping ??= setTimeout(sweep, sweepMs).unref()
    return feed
  }

  /** Ends by itself when the signal says that nobody listens: while it waits nobody else could make it. */
  async function* follow(
    { tenantId, after, wants, isAllowed }: Follower,
    gone: AbortSignal,
  ): AsyncGenerator<string> {
    let place = after ?? (await readEnd(db, tenantId))
    yield `retry: 2000\nid: ${toToken(place)}\n\n`
    const goesOn = () => !isClosing && !gone.aborted && isAllowed()
    const tell = ({ facts, upTo, wasReset }: FactStretch) => {
      if (wasReset) {
        place = upTo
        return `event: reset\nid: ${toToken(upTo)}\ndata: {}\n\n`
      }
      let text = ''
      for (const fact of facts) {
        if (fact.seq <= place[fact.log]) continue
        place = placeAfter(place, fact)
        if (wants(fact)) text += toMessage(place, fact)
      }
      place = {
        events: Math.max(place.events, upTo.events),
        interactions: Math.max(place.interactions, upTo.interactions),
      }
      return text
    }
    let beatAt = performance.now()
    const beat = () => {
      if (performance.now() - beatAt < beatMs) return ''
      beatAt = performance.now()
      return `: \nid: ${toToken(place)}\n\n`
    }
    while (goesOn()) {
      // What is appended from here on is in the queue, and what was before is read below: nothing is missed.
      const queue = await feedOf(tenantId).open()
      const stir = () => queue.stir()
      gone.addEventListener('abort', stir)
      try {
        for (let isBehind = true; isBehind && goesOn(); ) {
          const stretch = await readFacts(db, tenantId, place, stretchLength)
          isBehind = stretch.isBehind
          const text = tell(stretch)
          if (text !== '') yield text
        }
        yield* fromQueue(queue, tell, beat, goesOn)
      } finally {
        gone.removeEventListener('abort', stir)
        queue.close()
      }
    }
  }

  return {
    open(follower) {
      const [ofTenant, ofKey] = [
        [...open].filter(each => each.follower.tenantId === follower.tenantId),
        [...open].filter(each => each.follower.callerId === follower.callerId),
      ]
      if (ofTenant.length >= mostPerTenant || ofKey.length >= mostPerCaller || open.size >= mostPerProcess)
        throw tooManyStreams()
      const gone = new AbortController()
      const entry = { follower, end: () => gone.abort() }
      open.add(entry)
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
          open.delete(entry)
          gone.abort()
          messages.return(undefined) // in case it rests where it tells something
          done(error)
        },
      })
    },
    close() {
      isClosing = true
      clearTimeout(sweeping)
      for (const { end } of open) end()
    },
  }
}

/** Tells what the feed puts into a queue until there was too much, or it is over. */
async function* fromQueue(
  queue: FeedQueue,
  tell: (stretch: FactStretch) => string,
  beat: () => string,
  goesOn: () => boolean,
): AsyncGenerator<string> {
  while (goesOn() && !queue.isBroken) {
    const stretch = queue.take()
    const text = (stretch ? tell(stretch) : '') + beat()
    if (text !== '') yield text
    if (!stretch) await queue.wait(sweepMs)
  }
}

const toToken = ({ events, interactions }: FactPlace) => `${events}.${interactions}`

/** The place that an id of a message names, or undefined when it is none. */
export function readToken(token: string): FactPlace | undefined {
  const parts = /^(\d{1,15})\.(\d{1,15})$/.exec(token)
  return parts ? { events: Number(parts[1]), interactions: Number(parts[2]) } : undefined
}

function toMessage(after: FactPlace, { seq: _, log: __, at, ...fact }: FollowedFact): string {
  return `id: ${toToken(after)}\ndata: ${JSON.stringify({ ...fact, at: at.toISOString() })}\n\n`
}
