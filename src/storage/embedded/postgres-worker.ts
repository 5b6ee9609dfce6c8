/**
 * The thread in which embedded PostgreSQL runs. It speaks nothing but the PostgreSQL wire protocol: bytes from the
 * driver come in, the server's bytes go out, in order. A long query therefore never stalls the HTTP thread.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread only.')

const database = await PGlite.create((workerData as { folder: string }).folder)
port.postMessage('ready')

let turn: Promise<void> = Promise.resolve()

port.on('message', (message: Uint8Array | 'close') => {
  turn = turn.then(() => (message === 'close' ? close() : answer(message)))
})

async function answer(message: Uint8Array) {
  // The worker dies when the database does: its owner sees the exit and stops the process rather than guess.
  const reply = await database.execProtocolRaw(message)
  if (reply.byteLength > 0) port?.postMessage(reply)
}

async function close() {
  await database.close()
  port?.postMessage('closed')
  port?.close()
}
