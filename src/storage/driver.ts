import {
  type Kysely,
  Kysely as KyselyDatabase,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.DATE, text => text)

export const driverTypes = types

/** Statements that begin with this comment are prepared once per connection, under the name it gives. */
const nameComment = /^\/\* (\w+) \*\//

/**
 * Kysely over a `pg` pool. A hot statement names itself by a leading comment, `/* append_interactions *\/ with …`:
 * the server then parses and plans it once per connection, and an operator sees the name in pg_stat_activity.
 */
export function kyselyOver(pool: pg.Pool): Db {
  return new KyselyDatabase<Tables>({ dialect: new PostgresDialect({ pool: namingPool(pool) }) })
}

function namingPool(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => namingClient(await pool.connect()),
    end: () => pool.end(),
  } as PostgresPool
}

function namingClient(client: pg.PoolClient): PostgresPoolClient {
  return {
    query: (text: string, values: unknown[]) => {
      const name = nameComment.exec(text)?.[1]
      return client.query(name === undefined ? { text, values } : { name, text, values })
    },
    release: () => client.release(),
  } as unknown as PostgresPoolClient
}
