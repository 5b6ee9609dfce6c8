import { join } from 'node:path'
import { type DatabaseLocation, openDatabase } from '../../../src/storage/database.ts'
import type { Child } from '../../children/child.ts'
import { freePort } from '../../children/free-port.ts'
import { makeTemporaryFolder } from '../../children/temporary-folder.ts'
import type { DatabaseKind } from '../../databases/database-place.ts'
import { makeThrowawayCluster, type ThrowawayCluster } from '../../databases/throwaway-cluster.ts'
import { startParley, waitForParley } from '../../targets/parley.ts'
import type { Place } from './api.ts'
import { endLeases, type Row, selectTenantId, selectTenantRows } from './tenant-rows.sql.ts'

/** Parley and its database. On a server two processes work: the first one serves, too, the second only works. */
export interface DayStage {
  place(): Place
  readonly cluster: ThrowawayCluster | undefined
  readonly hasTwo: boolean
  /** All processes, until each is ready. */
  start(): Promise<void>
  /** Those named, with SIGKILL. */
  kill(which: readonly ('server' | 'worker')[]): Promise<void>
  /** As time would in two minutes; only while no process is left. */
  endLeases(): Promise<void>
  /** Stops all, as an operator would, and reads everything that the tenant has. */
  readAll(): Promise<Row[]>
  remove(): Promise<void>
}

export async function setDayStage(kind: DatabaseKind): Promise<DayStage> {
  const folder = makeTemporaryFolder()
  const cluster = kind === 'server' ? await makeThrowawayCluster() : undefined
  const settings = { port: await freePort(), dataFolder: folder.path, databaseUrl: cluster?.url }
  const worker = { ...settings, port: await freePort(), role: 'worker' } as const
  const location: DatabaseLocation = cluster
    ? { url: cluster.url }
    : { folder: join(folder.path, 'postgres') }
  const children: { server?: Child; worker?: Child } = {}
  let keys = { voyadoKey: '', parleyKey: '' }

  const isGone = (child: Child | undefined) => !child || child.hasExited()
  async function start() {
    if (isGone(children.server)) children.server = startParley(settings)
    const demo = await waitForParley(children.server!, settings)
    keys = { voyadoKey: demo.voyado.apiKey, parleyKey: demo.parley.apiKey }
    if (!cluster) return
    if (isGone(children.worker)) children.worker = startParley(worker)
    await waitForParley(children.worker!, worker)
  }
  await start()

  return {
    place: () => ({ url: `http://127.0.0.1:${settings.port}`, ...keys }),
    cluster,
    hasTwo: cluster !== undefined,
    start,
    async kill(which) {
      await Promise.all(which.map(name => children[name]?.kill()))
    },
    async endLeases() {
      const database = await openDatabase(location)
      await endLeases(database.pool)
      await database.close()
    },
    async readAll() {
      for (const child of [children.worker, children.server]) {
        const code = await child?.stop('SIGTERM', 12_000)
        if (child && code !== 0) throw new Error(`Parley ended with ${code}:\n${child.output()}`)
      }
      const database = await openDatabase(location)
      try {
        const { db, pool } = database
        return await selectTenantRows(db, pool, await selectTenantId(pool, 'acme'))
      } finally {
        await database.close()
      }
    },
    async remove() {
      await children.worker?.stop()
      await children.server?.stop()
      await cluster?.remove()
      await folder.remove()
    },
  }
}
