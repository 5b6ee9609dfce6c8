import type { Db } from '../../storage/driver.ts'
import { deleteOldRejected } from './rejected.sql.ts'

const portion = 1000

/** Takes away rejected interactions that are older, by the machine's clock, than the setting of their tenant says. */
export async function forgetRejected(db: Db, wall: Date): Promise<void> {
  while ((await deleteOldRejected(db, wall, portion)) > 0);
}
