import type { Db } from '../../storage/driver.ts'
import { selectDueRuns } from './due-runs.sql.ts'

/** From how many of one automation on no more are counted. */
const most = 10_000

/** Which runs go on up to a time on the tenant's clock. */
export const dueRuns = (db: Db, tenantId: string, until: Date) => selectDueRuns(db, tenantId, until, most)
