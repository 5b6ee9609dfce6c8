/**
 * Databases that outlive a test file: starting one takes longer than most files do. A process that runs many files
 * keeps what they give back; the next one gets it empty, as if it had been made for it. One that a file has altered
 * (a table more, a trigger, a function) or has not let go of (a transaction that is open) is thrown away.
 */
import type pg from 'pg'
import type { Database } from '../../src/storage/database.ts'
import { kyselyOver } from '../../src/storage/driver.ts'

type Lent = Pick<Database, 'kind' | 'db' | 'pool' | 'close'>

interface Kept {
  readonly database: Lent
  /** What tells whether it was altered. */
  readonly layout: string
}

const idle: Kept[] = []
let isKeeping = false

/** From now on what is given back is kept, until `close`. */
export function keepDatabases(): { close(): Promise<void> } {
  isKeeping = true
  return {
    async close() {
      isKeeping = false
      await Promise.all(idle.splice(0).map(({ database }) => database.close()))
    },
  }
}

/** One that was given back, emptied, or else a new one. */
export async function lendDatabase(make: () => Promise<Lent>): Promise<Lent> {
  if (!isKeeping) return make()
  for (let kept = idle.pop(); kept; kept = idle.pop()) {
    if (await empty(kept)) return lend(kept)
    await kept.database.close()
  }
  const database = await make()
  return lend({ database, layout: await layoutOf(database.pool) })
}

/** With a pool of its own name, so that whoever still uses it after the end of his file hears of it. */
function lend(kept: Kept): Lent {
  const { kind, pool } = kept.database
  let isLent = true
  const lent: pg.Pool = Object.create(pool, {
    connect: {
      writable: true,
      value: (...done: []) => {
        if (isLent) return pool.connect(...done)
        throw new Error('This database was given back.')
      },
    },
  })
  return {
    kind,
    db: kyselyOver(lent),
    pool: lent,
    async close() {
      if (!isLent) return
      isLent = false
      idle.push(kept)
    },
  }
}

/** Answers whether it is as new, down to what the planner knows of its tables. */
async function empty({ database: { pool }, layout }: Kept): Promise<boolean> {
  if (pool.idleCount < pool.totalCount) return false
  try {
    if ((await layoutOf(pool)) !== layout) return false
    const { rows } = await pool.query<{ name: string }>(writtenTables)
    const names = rows.map(({ name }) => name)
    if (names.length > 0) {
      // All of it at once, and no trigger or foreign key has a say.
      const deletes = names.map(name => `delete from ${name};`).join('')
      await pool.query(`begin; set local session_replication_role = replica; ${deletes} commit`)
      await pool.query(`vacuum ${names.join(', ')}`)
    }
    await pool.query(forgetStatistics)
    return true
  } catch {
    return false
  }
}

const writtenTables = `
  select oid::regclass::text as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations'
    and pg_relation_size(oid) > 0`

const forgetStatistics = `
  delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = 'public'::regnamespace);
  update pg_class set relpages = 0, reltuples = -1, relallvisible = 0
    where relnamespace = 'public'::regnamespace and reltuples >= 0 and relkind in ('r', 'p');
  select setval(oid, 1, false) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S';
  select pg_advisory_unlock_all();
  reset all`

async function layoutOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query(`
    select md5(string_agg(part, ',' order by part)) as layout from (
      select concat('table ', oid::regclass, ' ', relnatts) from pg_class
        where relnamespace = 'public'::regnamespace
      union all
      select concat('constraint ', conname, ' ', conrelid::regclass, ' ', pg_get_constraintdef(oid)) from pg_constraint
        where connamespace = 'public'::regnamespace
      union all
      select concat('trigger ', tgname, ' ', tgrelid::regclass, ' ', tgenabled) from pg_trigger
      union all
      select concat('function ', oid::regprocedure, ' ', md5(prosrc)) from pg_proc
        where pronamespace = 'public'::regnamespace
    ) as parts (part)`)
  return rows[0].layout
}
