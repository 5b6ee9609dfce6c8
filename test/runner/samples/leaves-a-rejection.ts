import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'

test('a test that leaves a rejection to itself', async () => {
  void Promise.reject(new Error('as it should'))
  await setTimeout(1)
})
