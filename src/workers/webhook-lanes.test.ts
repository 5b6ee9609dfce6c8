import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toSettings } from '../domain/accounts/tenant-settings.ts'
import type { DueDelivery } from '../domain/webhooks/claim-deliveries.ts'
import type { Destination } from '../domain/webhooks/destination.ts'
import type { Lane as ClaimLane } from '../storage/claim.ts'
import { createLanes, type Lane } from './webhook-lanes.ts'

const destination = (tenantId: string, webhookId: string, more: Partial<Destination> = {}): Destination => ({
  tenantId,
  webhookId,
  url: new URL('https://shop.example.com/'),
  dialect: 'parley',
  format: 'json',
  secret: '',
  tenant: { id: tenantId, slug: 'acme', settings: toSettings({}) },
  headers: {},
  concurrency: 4,
  perSecond: null,
  keysAt: () => [],
  ...more,
})

let made = 0
const delivery = ({ tenantId, laneId }: ClaimLane): DueDelivery => ({
  tenantId,
  id: String(++made),
  webhookId: laneId,
  messageId: 'm',
  eventType: 'contact.created',
  body: '{}',
  tries: 0,
  leasedUntil: new Date(0),
})
const bounds = { inFlight: 20, inFlightPerTenant: 10, claimed: 60 }
const never = Number.POSITIVE_INFINITY

/** Gives each lane as much as it asks for. */
function fillUp(lanes: ReturnType<typeof createLanes>, beginBefore = never) {
  const asked = lanes.rooms()
  const given = asked.flatMap(lane => Array.from({ length: lane.room }, () => delivery(lane)))
  assert.deepEqual(lanes.fill(asked, given, beginBefore), [])
  return given.length
}

function beginAll(lanes: ReturnType<typeof createLanes>, now = 0) {
  const begun: { lane: Lane; delivery: DueDelivery }[] = []
  for (;;) {
    const next = lanes.next(now)
    if (!next || 'inMs' in next) return { begun, inMs: next?.inMs }
    begun.push(next)
  }
}

test('a lane begins no more than its concurrency, in the order in which they were claimed', () => {
  const lanes = createLanes(bounds)
  lanes.update([destination('a', 'a1')])
  assert.deepEqual(lanes.rooms(), [{ tenantId: 'a', laneId: 'a1', room: 4 }])
  assert.equal(fillUp(lanes), 4)
  const { begun } = beginAll(lanes)
  assert.equal(begun.length, 4)
  assert.deepEqual(
    begun.map(each => Number(each.delivery.id)),
    begun.map(each => Number(each.delivery.id)).toSorted((a, b) => a - b),
  )
  assert.deepEqual(lanes.rooms(), [])
})

test('a lane that goes well has more in hand than one that fails', () => {
  const lanes = createLanes(bounds)
  lanes.update([destination('a', 'a1')])
  const roomAfter = (isHealthy: boolean) => {
    fillUp(lanes)
    for (;;) {
      const { begun } = beginAll(lanes)
      if (begun.length === 0) return lanes.rooms()[0]!.room
      for (const { lane } of begun) lanes.ended(lane, isHealthy)
    }
  }
  assert.deepEqual([roomAfter(true), roomAfter(false)], [16, 4])
})

test('one tenant has at most its part, however many webhooks it has, and another is served meanwhile', () => {
  const lanes = createLanes(bounds)
  const many = Array.from({ length: 40 }, (_, index) => destination('a', `a${index}`))
  lanes.update(many)
  let held = 0
  for (let round = 0; round < 40; round++) held += fillUp(lanes)
  assert.ok(held <= 30, `${held} in hand`)
  assert.equal(beginAll(lanes).begun.length, 10)
  lanes.update([...many, destination('b', 'b1')])
  for (let round = 0; round < 3; round++) fillUp(lanes)
  assert.equal(beginAll(lanes).begun.filter(({ lane }) => lane.destination.tenantId === 'b').length, 4)
})

test('what was in hand of a webhook that is switched off is given back', () => {
  const lanes = createLanes(bounds)
  lanes.update([destination('a', 'a1'), destination('a', 'a2')])
  fillUp(lanes)
  assert.equal(lanes.update([destination('a', 'a2')]).length, 4)
  assert.equal(lanes.remove('a2').length, 4)
  assert.equal(lanes.isEmpty, true)
  assert.deepEqual(lanes.fill([{ tenantId: 'a', laneId: 'a1', room: 1 }], [], never), [])
  const late = delivery({ tenantId: 'a', laneId: 'a1', room: 1 })
  assert.deepEqual(lanes.fill([{ tenantId: 'a', laneId: 'a1', room: 1 }], [late], never), [late])
})

test('what has waited too long for its lease is not begun', () => {
  const lanes = createLanes(bounds)
  lanes.update([destination('a', 'a1')])
  fillUp(lanes, 100)
  assert.equal(beginAll(lanes, 101).begun.length, 0)
  assert.equal(lanes.rooms()[0]!.room, 4, 'and there is room again')
})

test('a rate is kept over any stretch of time', () => {
  const lanes = createLanes(bounds)
  lanes.update([destination('a', 'a1', { perSecond: 20, concurrency: 10 })])
  const times: number[] = []
  for (let now = 1000; now <= 4000; now += 5) {
    fillUp(lanes)
    const { begun } = beginAll(lanes, now)
    for (const { lane } of begun) {
      times.push(now)
      lanes.ended(lane, true)
    }
  }
  assert.ok(times.length >= 58 && times.length <= 62, `${times.length} in 3 s`)
  for (const time of times) assert.ok(times.filter(each => each >= time && each < time + 1000).length <= 21)
})

test('whatever happens, no bound is crossed, nothing is lost, and nothing is begun twice', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('claim'), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ kind: fc.constant('begin') }),
    fc.record({ kind: fc.constant('end'), count: fc.integer({ min: 1, max: 9 }), isHealthy: fc.boolean() }),
    fc.record({ kind: fc.constant('update'), keep: fc.integer({ min: 0, max: 255 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const lanes = createLanes(bounds)
      const all = Array.from({ length: 8 }, (_, index) => destination(`t${index % 3}`, `w${index}`))
      lanes.update(all)
      const [inHand, begunOnce] = [new Set<string>(), new Set<string>()]
      const underWay: { lane: Lane; delivery: DueDelivery }[] = []
      const giveBack = (back: readonly DueDelivery[]) => {
        for (const { id } of back) assert.ok(inHand.delete(id))
      }
      for (const step of steps as {
        kind: string
        share: number
        count: number
        isHealthy: boolean
        keep: number
      }[]) {
        if (step.kind === 'claim') {
          const asked = lanes.rooms()
          const given = asked.flatMap(lane =>
            Array.from({ length: Math.round(lane.room * step.share) }, () => delivery(lane)),
          )
          for (const { id } of given) inHand.add(id)
          giveBack(lanes.fill(asked, given, never))
        }
        if (step.kind === 'begin')
          for (const one of beginAll(lanes).begun) {
            assert.ok(inHand.delete(one.delivery.id) && !begunOnce.has(one.delivery.id))
            begunOnce.add(one.delivery.id)
            underWay.push(one)
          }
        if (step.kind === 'end')
          for (const { lane } of underWay.splice(0, step.count)) lanes.ended(lane, step.isHealthy)
        if (step.kind === 'update') giveBack(lanes.update(all.filter((_, index) => (step.keep >> index) & 1)))
        assert.equal(lanes.inFlight, underWay.length)
        assert.ok(underWay.length <= bounds.inFlight && inHand.size + underWay.length <= bounds.claimed)
        for (const own of Map.groupBy(underWay, ({ delivery }) => delivery.tenantId).values())
          assert.ok(own.length <= bounds.inFlightPerTenant)
      }
      giveBack(lanes.dropAll())
      assert.equal(inHand.size, 0)
    }),
  )
})
