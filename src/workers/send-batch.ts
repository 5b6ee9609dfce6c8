import { setTimeout as delay } from 'node:timers/promises'
import { beginSends } from '../domain/messaging/begin-sends.ts'
import {
  type ClaimedSend,
  releaseSends,
  type SendLane,
  takeLanePlaces,
  takeProviderPlaces,
} from '../domain/messaging/claim-sends.ts'
import type { Handover } from '../domain/messaging/courier.ts'
import { prepareSends, type ReadySend } from '../domain/messaging/prepare-sends.ts'
import { outboxKind, type Provider } from '../domain/messaging/provider.ts'
import { captureSends, type SendEnding, settleSends, settleUnfit } from '../domain/messaging/settle-sends.ts'
import { listProviders } from '../domain/messaging/write-providers.ts'
import type { Clock } from '../kernel/clock.ts'
import { transact } from '../storage/database.ts'
import type { Db, Tx } from '../storage/driver.ts'
import { isUnavailable } from '../storage/unavailable.ts'
import type { Couriers } from './send-couriers.ts'
import type { MessageSenderOptions } from './send-options.ts'

/** What a batch works with. */
export interface BatchParts {
  readonly db: Db
  readonly clock: Clock
  readonly couriers: Couriers
  readonly settings: MessageSenderOptions
  /** Aborted when the process stops: what was not begun is given back. */
  readonly stopping: AbortSignal
}

/** A send in hand, and until when it is ours. */
interface InHand extends ReadySend {
  readonly leasedUntil: Date
}

const captured = 200
/** Places further away than this are not waited for: the sends are given back and claimed anew. */
const longestWaitMs = 20_000
const retryMs = 200

/**
 * Sends what was claimed of one lane: asks what speaks against it, hands it over, and writes what came of it. Answers
 * false when a rate allows no more for a while; the rest was given back.
 */
export async function sendBatch(
  parts: BatchParts,
  lane: SendLane,
  sends: readonly ClaimedSend[],
): Promise<boolean> {
  const { db, clock, settings, stopping } = parts
  const { tenantId } = lane
  const now = () => clock.now(lane.clock)
  const { ready, unfit } = await prepareSends(db, tenantId, sends, settings.publicUrl(), now())
  if (unfit.length > 0) await transact(db, tx => settleUnfit(tx, tenantId, unfit, now()))
  if (ready.length === 0) return true

  const all = await listProviders(db, tenantId)
  const providers = all.filter(({ channel, isEnabled }) => isEnabled && channel === lane.channel)
  const size = chunkSize(lane, providers)
  for (let from = 0; from < ready.length; from += size) {
    const chunk = ready
      .slice(from, from + size)
      .map(each => ({ ...each, leasedUntil: each.send.leasedUntil }))
    const mayGo = !stopping.aborted && (await waitFor(parts, await laneWait(db, lane, chunk.length)))
    if (!mayGo) {
      const left = ready.slice(from).map(({ send }) => send)
      await releaseSends(db, tenantId, left)
      return false
    }
    if (!(await sendChunk(parts, lane, chunk, providers))) {
      const rest = ready.slice(from + size).map(({ send }) => send)
      await releaseSends(db, tenantId, rest)
      return false
    }
  }
  return true
}

/** So many go together: as many as all providers take at a time, and of a rate a quarter of a second's. */
function chunkSize(lane: SendLane, providers: readonly Provider[]): number {
  const sizes =
    providers.length === 0
      ? [captured]
      : providers.map(each => (each.kind === outboxKind ? captured : each.concurrency))
  const rates = [lane.perSecond, ...providers.map(({ perSecond }) => perSecond)].filter(rate => rate !== null)
  return Math.max(1, Math.min(...sizes, ...rates.map(rate => Math.floor(rate / 4))))
}

const laneWait = (db: Db, lane: SendLane, count: number) =>
  lane.perSecond === null ? 0 : takeLanePlaces(db, lane, count, longestWaitMs)

/** False when it is too long or the process stops. */
async function waitFor({ stopping }: BatchParts, ms: number): Promise<boolean> {
  if (ms > longestWaitMs) return false
  if (ms > 0) await delay(ms, undefined, { signal: stopping }).catch(() => {})
  return !stopping.aborted
}

/**
 * Hands sends over to the first provider that is there; one that a provider may have, to that one alone. Those that none
 * takes are due again later. Answers false when the rate of a provider allowed no more.
 */
async function sendChunk(
  parts: BatchParts,
  lane: SendLane,
  chunk: readonly InHand[],
  providers: readonly Provider[],
): Promise<boolean> {
  const { db, clock, couriers } = parts
  const { tenantId } = lane
  const now = () => clock.now(lane.clock)
  let left = chunk
  const capture = async (own: readonly InHand[]) => {
    let count = 0
    await settle(parts, async tx => {
      count = await captureSends(tx, tenantId, own, now())
    })
    if (count < own.length) await giveBack(parts, lane, own) // the campaign was paused
    left = left.filter(ready => !own.includes(ready))
  }
  const mayGoTo = (id: string | null) =>
    left.filter(({ send: { providerId } }) => providerId === null || providerId === id)
  if (providers.length === 0) await capture(mayGoTo(null))

  let problem = 'no provider was there'
  let isCrowded = false
  for (const provider of couriers.inTurn(providers, performance.now())) {
    const own = mayGoTo(provider.id)
    if (own.length === 0) continue
    if (provider.kind === outboxKind) {
      await capture(own)
      continue
    }
    const wait =
      provider.perSecond === null
        ? 0
        : await takeProviderPlaces(db, tenantId, provider.id, own.length, longestWaitMs)
    isCrowded = !(await waitFor(parts, wait))
    if (isCrowded) break
    const { gone, absent } = await handOver(parts, lane, own, provider)
    const knowsIds = couriers.knowsIds(provider)
    const endings = gone.map(([ready, handover]) => toEnding(ready, handover, knowsIds))
    if (endings.length > 0) await settle(parts, tx => settleSends(tx, tenantId, endings, now()))
    left = [...left.filter(ready => !own.includes(ready)), ...absent.map(([ready]) => ready)]
    if (absent.length === 0) continue
    couriers.noteAbsent(provider, performance.now())
    problem = absent[0]![1]
  }
  // Where a rate allowed no more, what was not begun is given back. All else is due again later.
  const isBegun = ({ leasedUntil, send }: InHand) => leasedUntil !== send.leasedUntil
  const postponed = isCrowded ? left.filter(isBegun) : left
  await giveBack(
    parts,
    lane,
    left.filter(ready => !postponed.includes(ready)),
  )
  const unavailable = postponed.map(ready => toEnding(ready, { kind: 'unavailable', detail: problem }, false))
  if (unavailable.length > 0) await settle(parts, tx => settleSends(tx, tenantId, unavailable, now()))
  return !isCrowded
}

const toEnding = (ready: InHand, handover: Handover, knowsIds: boolean): SendEnding => ({
  ready,
  leasedUntil: ready.leasedUntil,
  handover,
  knowsIds,
})

const giveBack = ({ db }: BatchParts, { tenantId }: SendLane, left: readonly InHand[]) =>
  releaseSends(
    db,
    tenantId,
    left.map(({ send }) => send),
  )

/** Begins sends and hands them over, all at a time. Answers those that are over and those for which nobody was there. */
async function handOver(
  parts: BatchParts,
  lane: SendLane,
  chunk: readonly InHand[],
  provider: Provider,
): Promise<{ gone: (readonly [InHand, Handover])[]; absent: (readonly [InHand, string])[] }> {
  const { db, couriers, settings } = parts
  const { tenantId } = lane
  const courier = couriers.courierOf(provider)
  if (!courier) return { gone: [], absent: chunk.map(each => [each, `there is no kind ${provider.kind}`]) }
  const beginnings = chunk.map(({ message, leasedUntil }) => ({
    id: message.sendId,
    leasedUntil,
    address: message.to,
  }))
  const begun = await beginSends(db, tenantId, provider.id, beginnings, settings.leaseMs)
  if (begun.size < chunk.length)
    await giveBack(
      parts,
      lane,
      chunk.filter(({ message }) => !begun.has(message.sendId)),
    )
  const results = await Promise.all(
    chunk.flatMap(ready => {
      const leasedUntil = begun.get(ready.message.sendId)
      if (!leasedUntil) return []
      const own = { ...ready, leasedUntil }
      return [courier.deliver(own.message).then(handover => [own, handover] as const)]
    }),
  )
  return {
    gone: results.filter(([, handover]) => handover.kind !== 'unavailable'),
    absent: results.flatMap(([ready, handover]) =>
      handover.kind === 'unavailable' ? [[ready, handover.detail] as const] : [],
    ),
  }
}

/** Writes what came of sends. While the database is away it tries again: what is not written is not known. */
async function settle(
  { db, stopping, settings }: BatchParts,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  const end = performance.now() + settings.leaseMs
  for (;;) {
    try {
      return await transact(db, work)
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > end || stopping.aborted) throw error
      await delay(retryMs, undefined, { signal: stopping }).catch(() => {})
    }
  }
}
