import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHistogram } from './histogram.ts'

test('a percentile is never too small and at most 1/64 too large', () => {
  for (const microseconds of [0, 1, 63, 64, 127, 128, 129, 1000, 65_535, 65_536, 1_234_567, 2 ** 31 - 1]) {
    const histogram = createHistogram()
    histogram.add(microseconds)
    const found = histogram.percentile(0.5) * 1000
    assert.ok(found >= microseconds - 1e-6, `${found} for ${microseconds}`)
    assert.ok(found <= microseconds * (1 + 1 / 64) + 1e-6, `${found} for ${microseconds}`)
  }
})

test('percentiles count samples, and clearing forgets them', () => {
  const histogram = createHistogram()
  for (let value = 1; value <= 100; value++) histogram.add(value)
  assert.equal(histogram.percentile(0.5), 0.05)
  assert.equal(histogram.percentile(0.99), 0.099)
  histogram.clear()
  assert.equal(histogram.count(), 0)
  assert.equal(histogram.percentile(0.99), 0)
})
