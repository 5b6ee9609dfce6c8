import { join } from 'node:path'
import type { DatabaseLocation } from '../../src/storage/database.ts'
import type { Child } from '../children/child.ts'
import { freePort } from '../children/free-port.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { makeThrowawayCluster, type ThrowawayCluster } from '../databases/throwaway-cluster.ts'
import { type Demo, startParley, waitForParley } from '../targets/parley.ts'
import { type FollowUps, furnish } from './furnish.ts'
import type { CrashDialect } from './options.ts'

/** Parley and its database, to be killed and started again at the same place. */
export interface Stage {
  readonly port: number
  readonly demo: Demo
  readonly location: DatabaseLocation
  readonly followUps: FollowUps
  readonly dialect: CrashDialect
  /** Only on a server database. */
  readonly cluster: ThrowawayCluster | undefined
  parley(): Child
  /** Starts Parley again and does not wait. */
  launch(): void
  untilReady(): Promise<void>
  remove(): Promise<void>
}

export async function setStage(kind: DatabaseKind, dialect: CrashDialect): Promise<Stage> {
  const folder = makeTemporaryFolder()
  const cluster = kind === 'server' ? await makeThrowawayCluster() : undefined
  const settings = { port: await freePort(), dataFolder: folder.path, databaseUrl: cluster?.url }
  let parley = startParley(settings)
  const demo = await waitForParley(parley, settings)
  const followUps = await furnish(settings.port, demo, dialect)

  return {
    port: settings.port,
    demo,
    followUps,
    dialect,
    location: cluster ? { url: cluster.url } : { folder: join(folder.path, 'postgres') },
    cluster,
    parley: () => parley,
    launch() {
      parley = startParley(settings)
    },
    untilReady: async () => void (await waitForParley(parley, settings, 30_000)),
    async remove() {
      await parley.stop()
      await cluster?.remove()
      await folder.remove()
    },
  }
}
