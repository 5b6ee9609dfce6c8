import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { distanceBetween, isWithin, type Position, readPosition } from './position.ts'

const at = (latitude: number, longitude: number): Position => ({ latitude, longitude })
const near = (metres: number, expected: number, most = 1) =>
  assert.ok(Math.abs(metres - expected) <= most, `${metres} is not within ${most} of ${expected}`)

/**
 * The figures follow from the sphere alone: on the mean radius of the earth by the IUGG, 6 371 008.8 m, a degree of a
 * great circle is π R / 180 = 111 195.08 m, and half of it π R = 20 015 114 m.
 */
const degree = 111_195.08
const halfWay = 20_015_114

test('a degree of latitude is as long everywhere, and one of longitude shrinks with the cosine', () => {
  near(distanceBetween(at(0, 0), at(1, 0)), degree, 0.01)
  near(distanceBetween(at(59, 18), at(60, 18)), degree, 0.01)
  near(distanceBetween(at(0, 0), at(0, 1)), degree, 0.01)
  near(distanceBetween(at(60, 0), at(60, 1)), degree / 2, 3)
})

test('what is opposite is half way round, and what is the same is no way at all', () => {
  near(distanceBetween(at(0, 0), at(0, 180)), halfWay)
  near(distanceBetween(at(90, 0), at(-90, 0)), halfWay)
  near(distanceBetween(at(12.5, 40), at(-12.5, -140)), halfWay)
  assert.equal(distanceBetween(at(52.37, 4.9), at(52.37, 4.9)), 0)
})

test('the antimeridian is no wall, and at a pole all longitudes are one', () => {
  near(distanceBetween(at(0, 179.5), at(0, -179.5)), degree, 0.01)
  assert.ok(distanceBetween(at(10, 180), at(10, -180)) < 1e-6)
  assert.ok(distanceBetween(at(90, 0), at(90, 137)) < 1e-6)
  near(distanceBetween(at(89.5, 20), at(89.5, -160)), degree, 0.01)
  const fiji = [{ ...at(-17, 179.999), radius: 1000 }]
  assert.equal(isWithin(at(-17, -179.999), fiji), true)
  assert.equal(isWithin(at(-17, 179.98), fiji), false)
  const pole = [{ ...at(90, 0), radius: 500_000 }]
  assert.equal(isWithin(at(86, -170), pole), true)
  assert.equal(isWithin(at(85, 10), pole), false)
})

test('a metre decides, and the edge is inside', () => {
  const metre = 1 / degree
  const square = [{ ...at(52.37, 4.9), radius: 100 }]
  assert.equal(isWithin(at(52.37 + 99 * metre, 4.9), square), true)
  assert.equal(isWithin(at(52.37 - 101 * metre, 4.9), square), false)
  const there = at(52.371, 4.901)
  assert.equal(isWithin(there, [{ ...at(52.37, 4.9), radius: distanceBetween(there, at(52.37, 4.9)) }]), true)
})

test('one circle of several is enough', () => {
  const circles = [
    { ...at(0, 0), radius: 1000 },
    { ...at(10, 10), radius: 1000 },
  ]
  assert.equal(isWithin(at(10, 10.001), circles), true)
  assert.equal(isWithin(at(5, 5), circles), false)
})

test('numbers may come as text, and what is off the earth or lacks a half is no position', () => {
  assert.deepEqual(readPosition({ latitude: '52.37', longitude: '-4.9', accuracy: 12 }), at(52.37, -4.9))
  assert.deepEqual(readPosition({ latitude: -90, longitude: 180 }), at(-90, 180))
  for (const wrong of [
    undefined,
    null,
    'here',
    52.37,
    [],
    [52.37, 4.9],
    {},
    { latitude: 52.37 },
    { latitude: 90.1, longitude: 0 },
    { latitude: 0, longitude: -180.5 },
    { latitude: 'north', longitude: 0 },
    { latitude: '', longitude: 0 },
    { latitude: ' 1', longitude: 0 },
    { latitude: null, longitude: 0 },
    { latitude: true, longitude: 0 },
    { latitude: Number.NaN, longitude: 0 },
    { latitude: Number.POSITIVE_INFINITY, longitude: 0 },
    { latitude: [1], longitude: 0 },
    Object.create({ latitude: 1, longitude: 1 }),
  ])
    assert.equal(readPosition(wrong), undefined, JSON.stringify(wrong))
})

const position = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('the way back is as long, none is longer than half round, and the quick look turns nobody away', () => {
  fc.assert(
    fc.property(position, position, fc.double({ min: 1, max: 1_000_000, noNaN: true }), (a, b, radius) => {
      const metres = distanceBetween(a, b)
      assert.equal(metres, distanceBetween(b, a))
      assert.ok(metres >= 0 && metres <= halfWay + 1)
      assert.equal(isWithin(a, [{ ...b, radius }]), metres <= radius)
    }),
    { numRuns: 2000 },
  )
})

test('anything at all is read without a throw', () => {
  fc.assert(fc.property(fc.anything(), value => void readPosition(value)))
})
