import { setImmediate } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { StartOptions } from './serve.ts'
import { openConfigured } from './workplace.ts'
import { checkTlsFiles } from './wrong-values.ts'

/**
 * Opens the database, in a thread of its own while the rest of the program is read, and serves. Reading holds up this
 * thread, so it begins only when that other one has.
 */
export async function start(config: Config, options: StartOptions): Promise<number> {
  checkTlsFiles(config)
  const [{ database, close }, { serve }] = await Promise.all([
    openConfigured(config),
    setImmediate().then(() => import('./serve.ts')),
  ])
  try {
    return await serve(config, database, options)
  } finally {
    await close()
  }
}
