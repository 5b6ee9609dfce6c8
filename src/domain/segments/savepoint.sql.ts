import { sql } from 'kysely'
import type { Tx } from '../../storage/driver.ts'

/** Runs work so that the transaction can go on when it fails. When the database is gone, this fails, too. */
export async function apart<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint apart`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint apart`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint apart`.execute(tx)
    throw error
  }
}
