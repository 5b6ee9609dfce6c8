import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { daysOf } from './day-range.ts'
import { nextRefresh, nextSweep } from './due.ts'
import { readsOf } from './reads.ts'
import { dayNumber, startOfDay } from './wall-clock.ts'
import { ago, boundsOf, units } from './window.ts'

const at = (text: string) => new Date(text)
const inUtc = (text: string) => ({ now: at(text), zone: 'UTC' })
const moment = fc.date({
  min: at('1990-01-01T00:00:00Z'),
  max: at('2060-01-01T00:00:00Z'),
  noInvalidDate: true,
})

test('so long ago is that of the calendar, and the end of a month that is too short', () => {
  const back = (text: string, amount: number, unit: (typeof units)[number]) =>
    ago(inUtc(text), { amount, unit }).toISOString()
  assert.equal(back('2027-03-30T10:00:00.500Z', 90, 'minutes'), '2027-03-30T08:30:00.500Z')
  assert.equal(back('2027-04-15T10:00:00Z', 1, 'months'), '2027-03-15T10:00:00.000Z')
  assert.equal(back('2027-03-31T10:00:00Z', 1, 'months'), '2027-02-28T23:59:59.999Z')
  assert.equal(back('2027-04-01T00:00:00Z', 1, 'months'), '2027-03-01T00:00:00.000Z')
  assert.equal(back('2028-02-29T12:00:00Z', 1, 'years'), '2027-02-28T23:59:59.999Z')
  assert.equal(back('0001-06-01T00:00:00Z', 100, 'years'), '0001-01-01T00:00:00.000Z')
})

const zones = fc.constantFrom(
  'UTC',
  'Europe/Stockholm',
  'America/Havana',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
)
const later = fc.oneof(
  fc.integer({ min: 0, max: 100 * 86_400_000 }),
  fc.integer({ min: 0, max: 2 * 3_600_000 }),
)

test('a moving bound never runs backwards while the clock goes on', () => {
  const duration = fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...units) })
  fc.assert(
    fc.property(zones, moment, later, duration, (zone, now, ms, length) => {
      const after = { now: new Date(now.getTime() + ms), zone }
      assert.ok(ago({ now, zone }, length) <= ago(after, length))
    }),
    { numRuns: 1000 },
  )
})

test('a day ago it was the same time of day there, whether the clocks were changed or not', () => {
  const back = (text: string, amount: number, unit: (typeof units)[number], zone = 'Europe/Stockholm') =>
    ago({ now: at(text), zone }, { amount, unit }).toISOString()
  assert.equal(back('2027-03-28T10:00:00Z', 1, 'days'), '2027-03-27T11:00:00.000Z')
  assert.equal(back('2027-03-28T10:00:00Z', 24, 'hours'), '2027-03-27T10:00:00.000Z')
  assert.equal(back('2027-10-31T11:00:00Z', 1, 'weeks'), '2027-10-24T10:00:00.000Z')
  assert.equal(back('2027-04-15T10:00:00Z', 1, 'months'), '2027-03-15T11:00:00.000Z')
  // Half past two is left out on 28 March; it comes twice on 31 October, and the second time nothing moves.
  assert.equal(back('2027-03-29T00:30:00Z', 1, 'days'), '2027-03-28T01:00:00.000Z')
  assert.equal(back('2027-10-31T00:30:00Z', 1, 'days'), '2027-10-30T00:30:00.000Z')
  assert.equal(back('2027-10-31T01:30:00Z', 1, 'days'), '2027-10-30T01:00:00.000Z')
  // Samoa went without 30 December 2011.
  assert.equal(back('2011-12-31T10:00:00Z', 1, 'days', 'Pacific/Apia'), '2011-12-30T10:00:00.000Z')
})

test('a day begins at midnight there, or when its first hour is over where midnight is left out', () => {
  const dayOf = (text: string, zone: string) => dayNumber({ now: at(text), zone })
  assert.equal(dayOf('2027-03-31T22:30:00Z', 'Europe/Stockholm'), dayOf('2027-04-01T12:00:00Z', 'UTC'))
  const cuban = dayOf('2027-03-14T12:00:00Z', 'America/Havana')
  assert.equal(startOfDay(cuban, 'America/Havana').toISOString(), '2027-03-14T05:00:00.000Z')
  fc.assert(
    fc.property(zones, moment, (zone, now) => {
      const day = dayNumber({ now, zone })
      assert.ok(startOfDay(day, zone) <= now && startOfDay(day + 1, zone) > now)
    }),
  )
})

test('bounds are open behind and closed in front, whichever way they are given', () => {
  const now = inUtc('2027-03-31T10:00:00Z')
  assert.deepEqual(boundsOf({ last: { amount: 1, unit: 'days' } }, now), {
    after: at('2027-03-30T10:00:00Z'),
    upTo: at('2027-03-31T10:01:00Z'),
  })
  assert.deepEqual(
    boundsOf({ last: { amount: 10, unit: 'days' }, beforeLast: { amount: 1, unit: 'weeks' } }, now),
    { after: at('2027-03-21T10:00:00Z'), upTo: at('2027-03-24T10:00:00Z') },
  )
  assert.deepEqual(boundsOf({ from: '2027-01-01T00:00:00.000Z', to: '2027-02-01T00:00:00.000Z' }, now), {
    after: at('2026-12-31T23:59:59.999Z'),
    upTo: at('2027-01-31T23:59:59.999Z'),
  })
})

test('who was born on 29 February has a birthday on 1 March in other years', () => {
  const everyYear = (today: string, days: number) => {
    const found = daysOf({ is: 'anniversaryWithinNext', days }, inUtc(`${today}T15:00:00Z`))
    return 'everyYear' in found ? found.everyYear : []
  }
  assert.ok(everyYear('2027-03-01', 0).includes('02-29'))
  assert.ok(!everyYear('2027-02-28', 0).includes('02-29'))
  assert.deepEqual(everyYear('2027-02-27', 2), ['02-27', '02-28', '03-01', '02-29'])
  assert.deepEqual(everyYear('2028-02-28', 2), ['02-28', '02-29', '03-01'])
  assert.ok(!everyYear('2028-03-01', 0).includes('02-29'))
  assert.deepEqual(everyYear('2027-12-31', 1), ['12-31', '01-01'])
})

test('days are counted in the calendar, today is among them', () => {
  const days = (is: 'withinLast' | 'withinNext', amount: number, unit: 'days' | 'months') =>
    daysOf({ is, duration: { amount, unit } }, inUtc('2027-01-31T23:59:59Z'))
  assert.deepEqual(days('withinNext', 7, 'days'), { first: '2027-01-31', last: '2027-02-07' })
  assert.deepEqual(days('withinNext', 1, 'months'), { first: '2027-01-31', last: '2027-02-28' })
  assert.deepEqual(days('withinLast', 1, 'days'), { first: '2027-01-30', last: '2027-01-31' })
})

test('a sweep comes the sooner the shorter the window, and at midnight where days count', () => {
  const present = inUtc('2027-01-31T23:59:50Z')
  const after = (rule: Parameters<typeof readsOf>[0]) => {
    const due = nextSweep(readsOf(rule), present)
    return due && due.getTime() - present.now.getTime()
  }
  const within = (amount: number, unit: 'minutes' | 'hours' | 'days') =>
    ({ kind: 'interactions', within: { last: { amount, unit } }, has: { count: { atLeast: 1 } } }) as const
  const birthday = { kind: 'attribute', name: 'birthDay', is: 'anniversaryWithinNext', days: 7 } as const
  assert.equal(after(within(1, 'minutes')), 1000)
  assert.equal(after(within(1, 'hours')), 3600)
  assert.equal(after(within(30, 'days')), 30_000)
  assert.equal(after(birthday), 10_000)
  assert.equal(after({ kind: 'all', of: [birthday, within(1, 'hours')] }), 3600)
  assert.equal(after({ kind: 'approved', value: true }), null)
})

test('a refresh comes at the next midnight, Monday or first of a month', () => {
  const now = inUtc('2027-01-31T12:00:00Z') // a Sunday
  assert.equal(nextRefresh('daily', now).toISOString(), '2027-02-01T00:00:00.000Z')
  assert.equal(
    nextRefresh('daily', { ...now, zone: 'Europe/Stockholm' }).toISOString(),
    '2027-01-31T23:00:00.000Z',
  )
  assert.equal(nextRefresh('weekly', now).toISOString(), '2027-02-01T00:00:00.000Z')
  assert.equal(nextRefresh('weekly', inUtc('2027-02-01T00:00:00Z')).toISOString(), '2027-02-08T00:00:00.000Z')
  assert.equal(
    nextRefresh('monthly', inUtc('2027-12-05T00:00:00Z')).toISOString(),
    '2028-01-01T00:00:00.000Z',
  )
})
