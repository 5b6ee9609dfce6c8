import { sql } from 'kysely'
import type { Tx } from '../../src/storage/driver.ts'
import type { TestDatabase } from './database.ts'

/** For tests that count what is read. */
export const countsReads = ({ kind }: TestDatabase) => ({
  skip: kind === 'server' ? false : 'the embedded database does not count what it reads',
})

/** How many rows of a table work in a transaction reads other than by an index: what it costs on any machine. */
export async function rowsRead(tx: Tx, table: string, work: () => Promise<unknown>): Promise<number> {
  const before = await countOf(tx, table)
  await work()
  return (await countOf(tx, table)) - before
}

async function countOf(tx: Tx, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select pg_stat_get_xact_tuples_returned(${table}::regclass) + pg_stat_get_xact_tuples_fetched(${table}::regclass)
      as count`.execute(tx)
  return rows[0]!.count
}
