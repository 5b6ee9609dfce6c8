import type { Config } from '../config.ts'
import type { OpeningDatabase } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { assembleServer, type Role } from './compose.ts'
import { listenForCommands } from './control-socket.ts'
import { card } from './demo/card.ts'
import { ensureDemo } from './demo/ensure-demo.ts'
import { durabilityWarning } from './durability.ts'
import { toWorkplace } from './workplace.ts'
import { openConfiguredBlobs } from './wrong-values.ts'

/** If an orderly stop takes longer than this, the process ends all the same. */
const drainMs = 9000

export interface StartOptions {
  readonly isDemo: boolean
  readonly role: Role
}

/** Serves over a database, as soon as it is open, until a signal says stop, and answers the exit code. */
export async function serve(
  config: Config,
  { database, ready }: OpeningDatabase,
  options: StartOptions,
): Promise<number> {
  const assembled = assembleServer(config, database, openConfiguredBlobs(config), options.role)
  const [server] = await Promise.all([assembled, ready])
  try {
    const stopped = whenStopped(database.onDeath)
    await migrate(database.pool)
    const workplace = toWorkplace(config, database)
    const demo = options.isDemo ? await ensureDemo(workplace) : undefined
    const baseUrl = await server.start()
    const control =
      config.databaseUrl === undefined ? await listenForCommands(config.dataFolder, workplace) : undefined
    console.log(demo ? card(await demo.publish(baseUrl), config) : `Parley listens on ${baseUrl}`)
    const warning = await durabilityWarning(database)
    if (warning) console.error(`Warning: ${warning}`)

    const exitCode = await stopped
    setTimeout(() => process.exit(1), drainMs).unref()
    control?.close()
    return exitCode
  } finally {
    await server.stop()
  }
}

/** Ctrl-C, SIGTERM, the end of the process that started us, or the death of the database. */
function whenStopped(onDeath: (report: (error: Error) => void) => void): Promise<number> {
  return new Promise(resolve => {
    // These stay: Ctrl-C in a terminal comes twice, from the terminal itself and handed on by bin/ (or npm).
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0))
    if (process.env.PARLEY_PARENT !== undefined && process.connected) {
      process.once('disconnect', () => resolve(0))
      process.channel?.unref() // else it would keep us alive after the end
    }
    onDeath(error => {
      console.error(`parley: ${error.message}`)
      resolve(1)
    })
  })
}
