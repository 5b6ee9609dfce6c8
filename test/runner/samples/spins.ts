import { test } from 'node:test'

test('a test that computes for ever', () => {
  for (;;);
})
