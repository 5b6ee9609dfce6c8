import { Worker } from 'node:worker_threads'
import { WireStream } from './wire-stream.ts'

export interface EmbeddedPostgres {
  /** A new session-less stream for the driver. The database has one session: never have two open at once. */
  connect(): WireStream
  close(): Promise<void>
  /** Calls back when the database died by itself, which nothing in this process can repair. */
  onDeath(report: (error: Error) => void): void
}

/**
 * Starts PostgreSQL in a thread of this process, with its files in `folder`, which is made when it is missing. `settings`
 * are those of `postgresql.conf`.
 */
export async function startEmbeddedPostgres(
  folder: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<EmbeddedPostgres> {
  const workerData = { folder, settings }
  const worker = new Worker(new URL('./postgres-worker.ts', import.meta.url), { workerData })
  await new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject)
    worker.once('exit', () => reject(new Error('The embedded database did not start.')))
  })

  let isClosing = false
  let report: (error: Error) => void = () => {}
  worker.on('error', error => report(error))
  const exited = new Promise<void>(resolve => {
    worker.once('exit', () => {
      if (!isClosing) report(new Error('The embedded database stopped.'))
      resolve()
    })
  })

  return {
    connect: () => new WireStream(worker),
    onDeath: callback => {
      report = callback
    },
    close: async () => {
      isClosing = true
      worker.postMessage('close')
      await exited
    },
  }
}
