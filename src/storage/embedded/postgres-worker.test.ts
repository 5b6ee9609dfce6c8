import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { WireStream } from './wire-stream.ts'

test('what was answered is forgotten: the thread does not grow with what it was asked', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-worker-'))
  const worker = new Worker(new URL('./postgres-worker.ts', import.meta.url), {
    workerData: { folder, settings: {} },
    resourceLimits: { maxOldGenerationSizeMb: 96 },
  })
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  worker.on('error', () => {}) // the driver is told by the stream
  const client = new pg.Client({ user: 'postgres', stream: () => new WireStream(worker) as never })
  try {
    await client.connect()
    for (let count = 0; count < 10; count++) {
      const { rows } = await client.query("select repeat('x', 1000) from generate_series(1, 20000)")
      assert.equal(rows.length, 20_000)
    }
  } finally {
    await client.end().catch(() => {})
    await worker.terminate()
    rmSync(folder, { recursive: true })
  }
})
