import { sql } from 'kysely'
import { transact } from '../storage/database.ts'
import type { Db } from '../storage/driver.ts'

/** Writes a row and reads it back; throws when either does not work. */
export async function probeWrite(db: Db, node: string): Promise<void> {
  await transact(db, async tx => {
    await sql`insert into health_probes (node, written_at) values (${node}, now())
      on conflict (node) do update set written_at = excluded.written_at`.execute(tx)
    await tx.selectFrom('health_probes').select('node').where('node', '=', node).executeTakeFirstOrThrow()
  })
}
