import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { readToItsEnd } from './unread-body.ts'

/** What a server reads of a client; only what is asked of it here. */
const client = () => new PassThrough({ highWaterMark: 2 ** 26 })
const rest = (stream: PassThrough) => readToItsEnd(stream as unknown as IncomingMessage)

test('what is left is read until it ends, or the client has gone', async () => {
  const sender = client()
  const read = rest(sender)
  sender.end('x'.repeat(100_000))
  await read
  assert.ok(sender.readableEnded)
  await rest(sender)

  const leaver = client()
  const left = rest(leaver)
  leaver.destroy()
  await left
})

test('nobody is read for ever: not who sends more than 32 MB, and not who takes more than five seconds', async t => {
  const sender = client()
  const read = rest(sender)
  for (let n = 0; n < 33; n++) sender.write(Buffer.alloc(2 ** 20))
  await read
  assert.equal(sender.listenerCount('data'), 0)

  t.mock.timers.enable({ apis: ['setTimeout'] })
  const idler = client()
  let isOver = false
  const idle = rest(idler).then(() => {
    isOver = true
  })
  t.mock.timers.tick(4999)
  await Promise.resolve()
  assert.equal(isOver, false)
  t.mock.timers.tick(1)
  await idle
})
