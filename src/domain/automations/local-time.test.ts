import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDuration } from '../../kernel/duration.ts'
import {
  anniversariesOn,
  endOfQuiet,
  nextInRhythm,
  nextTimeOfDay,
  startOfPeriod,
  zoneOf,
} from './local-time.ts'

const zone = 'Europe/Stockholm'
const at = (text: string) => new Date(text)
const is = (date: Date | undefined, text: string) =>
  assert.equal(date?.toISOString(), new Date(text).toISOString())

test('days keep the time of day when clocks change, hours do not', () => {
  const before = at('2026-03-28T12:00:00+01:00')
  is(addDuration(before, 'P1D', zone), '2026-03-29T12:00:00+02:00')
  is(addDuration(before, 'PT24H', zone), '2026-03-29T13:00:00+02:00')
  is(addDuration(at('2026-10-24T12:00:00+02:00'), 'P1D', zone), '2026-10-25T12:00:00+01:00')
  is(addDuration(at('2026-01-31T10:00:00Z'), 'P1M', 'UTC'), '2026-02-28T10:00:00Z')
  is(addDuration(before, '-P1D', zone), '2026-03-27T12:00:00+01:00')
})

test('a time of day that is left out in spring is an hour later, and of two in autumn the first is meant', () => {
  is(nextTimeOfDay(at('2026-03-28T23:00:00Z'), '02:30', zone, undefined), '2026-03-29T03:30:00+02:00')
  is(nextTimeOfDay(at('2026-10-24T23:00:00Z'), '02:30', zone, undefined), '2026-10-25T02:30:00+02:00')
})

test('a time of day comes today, tomorrow, or on the next of its days', () => {
  const monday = at('2026-03-02T10:00:00+01:00')
  is(nextTimeOfDay(monday, '10:00', zone, undefined), '2026-03-02T10:00:00+01:00')
  is(nextTimeOfDay(monday, '09:59', zone, undefined), '2026-03-03T09:59:00+01:00')
  is(nextTimeOfDay(monday, '09:00', zone, ['monday']), '2026-03-09T09:00:00+01:00')
  is(nextTimeOfDay(monday, '09:00', zone, ['sunday', 'friday']), '2026-03-06T09:00:00+01:00')
})

test('quiet hours may go through midnight', () => {
  const hours = { from: '21:00', to: '08:00' }
  is(endOfQuiet(at('2026-03-02T21:00:00+01:00'), hours, zone), '2026-03-03T08:00:00+01:00')
  is(endOfQuiet(at('2026-03-03T07:59:59+01:00'), hours, zone), '2026-03-03T08:00:00+01:00')
  assert.equal(endOfQuiet(at('2026-03-03T08:00:00+01:00'), hours, zone), undefined)
  is(endOfQuiet(at('2026-03-28T23:00:00+01:00'), hours, zone), '2026-03-29T08:00:00+02:00')
  assert.equal(endOfQuiet(at('2026-03-02T09:00:00Z'), { from: '10:00', to: '12:00' }, 'UTC'), undefined)
})

test('periods of the calendar begin where the company is', () => {
  const late = at('2026-05-20T22:30:00Z') // Thursday there
  is(startOfPeriod(late, 'day', zone), '2026-05-21T00:00:00+02:00')
  is(startOfPeriod(late, 'week', zone), '2026-05-18T00:00:00+02:00')
  is(startOfPeriod(late, 'month', zone), '2026-05-01T00:00:00+02:00')
  is(startOfPeriod(late, 'quarter', zone), '2026-04-01T00:00:00+02:00')
  is(startOfPeriod(late, 'halfYear', zone), '2026-01-01T00:00:00+01:00')
  is(startOfPeriod(late, 'year', zone), '2026-01-01T00:00:00+01:00')
})

test('a rhythm comes round, the 31st of a short month on its last day', () => {
  const rhythm = { time: '09:00', every: 'month', dayOfMonth: 31 } as const
  is(nextInRhythm(at('2026-02-01T00:00:00Z'), rhythm, 'UTC'), '2026-02-28T09:00:00Z')
  is(nextInRhythm(at('2026-02-28T09:00:00Z'), rhythm, 'UTC'), '2026-03-31T09:00:00Z')
  is(
    nextInRhythm(at('2026-03-02T09:00:00Z'), { time: '09:00', every: 'week', weekdays: ['monday'] }, 'UTC'),
    '2026-03-09T09:00:00Z',
  )
})

test('who was born on the 29th of February has a birthday every year', () => {
  assert.deepEqual(anniversariesOn('2026-03-01'), ['03-01', '02-29'])
  assert.deepEqual(anniversariesOn('2028-03-01'), ['03-01'])
  assert.deepEqual(anniversariesOn('2028-02-29'), ['02-29'])
})

test("a contact's zone is its own if there is such a zone", () => {
  assert.equal(zoneOf('contact', zone, { timeZone: 'America/New_York' }), 'America/New_York')
  assert.equal(zoneOf('contact', zone, { timeZone: 'Mars/Olympus' }), zone)
  assert.equal(zoneOf('contact', zone, {}), zone)
  assert.equal(zoneOf('contact', zone, { tzName: 'Asia/Tokyo', tzOffset: 60 }), 'Asia/Tokyo')
  assert.equal(zoneOf('contact', zone, { tzName: 'Mars/Olympus', tzOffset: -150 }), '-02:30')
  assert.equal(zoneOf('contact', zone, { timeZone: 'UTC', tzName: 'Asia/Tokyo' }), 'UTC')
  assert.equal(zoneOf('contact', zone, { tzOffset: 1440 }), zone)
  is(nextTimeOfDay(at('2026-06-01T00:00:00Z'), '09:00', '+05:30', undefined), '2026-06-01T03:30:00Z')
  assert.equal(zoneOf(undefined, zone, { timeZone: 'UTC' }), zone)
  assert.equal(zoneOf('Asia/Tokyo', zone, {}), 'Asia/Tokyo')
})
