import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { isUnavailable } from '../unavailable.ts'
import { WireStream } from './wire-stream.ts'

test('who waits for an answer is told when the thread of the database dies, and who comes later too', async () => {
  const dies = `require('node:worker_threads').parentPort.once('message', () => process.exit(1))`
  const worker = new Worker(dies, { eval: true })
  const streams: WireStream[] = []
  const pool = new pg.Pool({
    max: 1,
    connectionTimeoutMillis: 200,
    stream: () => {
      const stream = new WireStream(worker)
      streams.push(stream)
      return stream as never
    },
  })
  for (const _ of ['waits', 'comes later'])
    await assert.rejects(pool.query('select 1'), error => isUnavailable(error))
  assert.ok(streams[0]?.destroyed)
  await pool.end()
})
