import type { Db } from '../../storage/driver.ts'
import { selectOldestDueRun } from './oldest-due-run.sql.ts'

/** For how many seconds a run has been due at most, over all tenants. */
export const oldestDueRun = (db: Db): Promise<number> => selectOldestDueRun(db)
