import type { Db } from '../../storage/driver.ts'
import { type Selection, selectBacklog, selectDeliveries, selectOldestDueDelivery } from './deliveries.sql.ts'
import { type Delivery, fromRow } from './delivery.ts'

/** The newest first. */
export async function listDeliveries(
  db: Db,
  tenantId: string,
  selection: Selection,
  limit: number,
): Promise<Delivery[]> {
  return (await selectDeliveries(db, tenantId, selection, limit)).map(fromRow)
}

/** How many deliveries wait, and how many seconds the oldest has been due. */
export const readBacklog = (db: Db) => selectBacklog(db)

/** For how many seconds a delivery to an enabled webhook has been due at most, over all tenants. */
export const oldestDueDelivery = (db: Db): Promise<number> => selectOldestDueDelivery(db)
