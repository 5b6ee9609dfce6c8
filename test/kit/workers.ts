import assert from 'node:assert/strict'
import { after } from 'node:test'
import { startWorkers } from '../../src/workers/workers.ts'
import type { TestApp } from './app.ts'

/** What works in the background, for the tests of a file. When they are done it stops, the app closes, and nothing failed. */
export function withWorkers(app: TestApp): void {
  const { db, blobs, clock, signal } = app.services
  const errors: unknown[] = []
  const workers = startWorkers({
    database: { db, kind: 'server' } as never,
    blobs,
    clock,
    signal,
    onError: error => void errors.push(error),
  })
  after(async () => {
    await workers.stop()
    await app.close()
    assert.deepEqual(errors, [])
  })
}
