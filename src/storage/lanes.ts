import type { Database } from './database.ts'
import type { Db } from './driver.ts'

/**
 * Connections on which a statement leaves before the one before it is answered, so that the database goes from one to
 * the next without waiting for us. A lane has a name, and a connection of the pool for as long as something is on it.
 *
 * Only for statements that are transactions of their own: what is sent into an open transaction would belong to it.
 */
export interface Lanes {
  /** Does the work with the connection of that lane. */
  on<T>(lane: string, work: (db: Db) => Promise<T>): Promise<T>
  /** Whether something may follow on a lane that is in use: not while others wait for a connection. */
  mayFollow(): boolean
}

interface Lane {
  users: number
  readonly connection: Promise<Db>
  release(): void
}

export function createLanes({ db, pool }: Pick<Database, 'db' | 'pool'>): Lanes {
  const lanes = new Map<string, Lane>()

  function enter(name: string): Lane {
    const lane = lanes.get(name) ?? open(db)
    lanes.set(name, lane)
    lane.users++
    return lane
  }

  function leave(name: string, lane: Lane) {
    lane.users--
    if (lane.users > 0) return
    lanes.delete(name)
    lane.release()
  }

  return {
    async on(name, work) {
      const lane = enter(name)
      try {
        return await work(await lane.connection)
      } finally {
        leave(name, lane)
      }
    },
    mayFollow: () => pool.waitingCount === 0,
  }
}

function open(db: Db): Lane {
  const opened = Promise.withResolvers<Db>()
  const left = Promise.withResolvers<void>()
  db.connection()
    .execute(connection => {
      opened.resolve(connection)
      return left.promise
    })
    .catch(opened.reject)
  return { users: 0, connection: opened.promise, release: left.resolve }
}
