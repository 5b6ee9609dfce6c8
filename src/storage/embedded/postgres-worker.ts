/**
 * The thread in which embedded PostgreSQL runs. It speaks nothing but the PostgreSQL wire protocol: bytes from the
 * driver come in, the server's bytes go out, in order. A long query therefore never stalls the HTTP thread.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { preparedCluster } from './prepared-cluster.ts'

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread only.')

const { folder, settings } = workerData as { folder: string; settings: Record<string, string | number> }
const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
const loadDataDir = existsSync(join(folder, 'PG_VERSION')) ? undefined : preparedCluster()
const database = await PGlite.create(folder, {
  startParams: [...PGlite.defaultStartParams, ...given],
  ...(loadDataDir && { loadDataDir }),
})
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
