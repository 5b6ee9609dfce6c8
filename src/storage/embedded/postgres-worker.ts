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

/**
 * As a stream, which is passed on as it comes: the other way the answer would be parsed, too, and all that was ever
 * answered kept. Nothing is left to be synchronised with the folder, which the files are in.
 */
async function answer(message: Uint8Array) {
  // The worker dies when the database does: its owner sees the exit and stops the process rather than guess.
  await database.execProtocolRawStream(message, { syncToFs: false, onRawData: passOn })
}

/** A copy, for the part is a view of the database's whole memory. */
function passOn(part: Uint8Array) {
  port?.postMessage(part.slice())
}

async function close() {
  await database.close()
  port?.postMessage('closed')
  port?.close()
}
