import type { Config } from '../config.ts'
import { openBlobs } from '../storage/blobs/open-blobs.ts'
import { migrate } from '../storage/migrate.ts'
import { type Role, startServer } from './compose.ts'
import { listenForCommands } from './control-socket.ts'
import { card } from './demo/card.ts'
import { ensureDemo } from './demo/ensure-demo.ts'
import { durabilityWarning } from './durability.ts'
import { openConfigured, toWorkplace } from './workplace.ts'

/** If an orderly stop takes longer than this, the process ends all the same. */
const drainMs = 9000

/** Serves until a signal says stop, and answers the exit code. */
export async function start(config: Config, options: { isDemo: boolean; role: Role }): Promise<number> {
  const { database, close } = await openConfigured(config)
  const stopped = whenStopped(database.onDeath)
  await migrate(database.pool)
  const demo = options.isDemo ? await ensureDemo(toWorkplace(config, database)) : undefined
  const blobs = openBlobs(config.blobs, process.env)
  const server = await startServer(config, database, blobs, options.role)
  const control =
    config.databaseUrl === undefined
      ? await listenForCommands(config.dataFolder, toWorkplace(config, database))
      : undefined

  console.log(demo ? card(await demo.publish(server.baseUrl), config) : `Parley listens on ${server.baseUrl}`)
  const warning = await durabilityWarning(database)
  if (warning) console.error(`Warning: ${warning}`)

  const exitCode = await stopped
  const impatient = setTimeout(() => process.exit(1), drainMs)
  impatient.unref()
  control?.close()
  await server.stop()
  await close()
  clearTimeout(impatient)
  return exitCode
}

/** Ctrl-C, SIGTERM, the end of the process that started us, or the death of the database. */
function whenStopped(onDeath: (report: (error: Error) => void) => void): Promise<number> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve(0))
    process.once('SIGTERM', () => resolve(0))
    process.once('SIGHUP', () => resolve(0))
    if (process.env.PARLEY_PARENT !== undefined && process.connected)
      process.once('disconnect', () => resolve(0))
    onDeath(error => {
      console.error(`parley: ${error.message}`)
      resolve(1)
    })
  })
}
