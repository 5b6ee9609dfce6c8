import type { Db } from '../../storage/driver.ts'
import { selectDueSegments } from './due-segments.sql.ts'

/** Which segments are swept or refreshed up to a time on the tenant's clock. */
export const dueSegments = (db: Db, tenantId: string, until: Date) => selectDueSegments(db, tenantId, until)
