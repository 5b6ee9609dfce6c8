import { setImmediate } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { StartOptions } from './serve.ts'
import { beginToOpenConfigured } from './workplace.ts'
import { checkTlsFiles } from './wrong-values.ts'

/**
 * Serves over the database, which is opened in a thread of its own while the rest of the program is read and put
 * together. Reading holds up this thread, so it begins only when that other one has.
 */
export async function start(config: Config, options: StartOptions): Promise<number> {
  checkTlsFiles(config)
  const { database, ready, close } = beginToOpenConfigured(config)
  ready.catch(() => {}) // `serve` tells of it
  try {
    await setImmediate()
    const { serve } = await import('./serve.ts')
    return await serve(config, { database, ready }, options)
  } finally {
    await close()
  }
}
