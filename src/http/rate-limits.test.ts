import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createRateLimits } from './rate-limits.ts'

/** Lets requests in at these times, and answers when those that got in did. */
function admitted(times: readonly number[], limit: number): number[] {
  let now = 0
  const { rateWith } = createRateLimits(true, () => now)
  return times.filter(time => {
    now = time
    return rateWith('a', limit) <= limit
  })
}

test('in no nine tenths of a second more are let in than the limit, whenever they come', () => {
  const gaps = fc.array(fc.nat({ max: 400 }), { maxLength: 200 })
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 20 }), (gaps, limit) => {
      let time = 1_700_000_000_000
      const times = admitted(
        gaps.map(gap => {
          time += gap
          return time
        }),
        limit,
      )
      for (const first of times) {
        const within = times.filter(other => other >= first && other <= first + 900)
        assert.ok(within.length <= limit, `${within.length} from ${first}`)
      }
    }),
  )
})

test('who sends too much all the time is still served up to the limit', () => {
  const times = Array.from({ length: 3000 }, (_, n) => 1_700_000_000_000 + n * (1000 / 300))
  const perSecond = admitted(times, 200).length / 10
  assert.ok(perSecond >= 195 && perSecond <= 225, `${perSecond} per second`)
})

test('a second after a refusal one is let in again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.integer({ min: 1, max: 300 }), (start, burst) => {
      const times = [...new Array(burst).fill(start), start + 1000]
      assert.equal(admitted(times, 5).at(-1), start + 1000)
    }),
  )
})

test('a clock that is set back neither locks anyone out for long nor lets everyone in', () => {
  let now = 100_000
  const { rateWith } = createRateLimits(true, () => now)
  for (let n = 0; n < 5; n++) rateWith('a', 5)
  now = 50_000
  assert.equal(rateWith('a', 5), 6)
  now = 51_000
  assert.equal(rateWith('a', 5), 1)
})
