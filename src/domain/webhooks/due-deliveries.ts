import type { Db } from '../../storage/driver.ts'
import { selectDueDeliveries } from './due-deliveries.sql.ts'

/** From how many of one webhook on no more are counted. */
const most = 10_000

/** What is to be sent to webhooks up to a time on the tenant's clock. */
export const dueDeliveries = (db: Db, tenantId: string, until: Date) =>
  selectDueDeliveries(db, tenantId, until, most)
