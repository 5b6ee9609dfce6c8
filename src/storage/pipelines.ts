import type { Database } from './database.ts'
import type { Db } from './driver.ts'

/**
 * Connections on which a statement leaves before the one before it is answered, so that the database goes from one to
 * the next without waiting for us. A pipeline has a name, and a connection of the pool for as long as something is on it.
 *
 * Only for statements that are transactions of their own: what is sent into an open transaction would belong to it.
 */
export interface Pipelines {
  /** Does the work with the connection of that pipeline. */
  on<T>(pipeline: string, work: (db: Db) => Promise<T>): Promise<T>
  /** Whether something may follow on a pipeline that is in use: not while others wait for a connection. */
  mayFollow(): boolean
}

interface Pipeline {
  users: number
  readonly connection: Promise<Db>
  release(): void
}

export function createPipelines({ db, pool }: Pick<Database, 'db' | 'pool'>): Pipelines {
  const pipelines = new Map<string, Pipeline>()

  function enter(name: string): Pipeline {
    const pipeline = pipelines.get(name) ?? open(db)
    pipelines.set(name, pipeline)
    pipeline.users++
    return pipeline
  }

  function leave(name: string, pipeline: Pipeline) {
    pipeline.users--
    if (pipeline.users > 0) return
    pipelines.delete(name)
    pipeline.release()
  }

  return {
    async on(name, work) {
      const pipeline = enter(name)
      try {
        return await work(await pipeline.connection)
      } finally {
        leave(name, pipeline)
      }
    },
    mayFollow: () => pool.waitingCount === 0,
  }
}

function open(db: Db): Pipeline {
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
