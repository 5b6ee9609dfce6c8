import type { Db } from '../../storage/driver.ts'
import {
  type Selection,
  selectBacklog,
  selectDeliveries,
  selectDeliveryCounts,
  selectOldestDueDelivery,
} from './deliveries.sql.ts'
import { type Delivery, type DeliveryState, fromRow } from './delivery.ts'

/** The newest first. */
export async function listDeliveries(
  db: Db,
  tenantId: string,
  selection: Selection,
  limit: number,
): Promise<Delivery[]> {
  return (await selectDeliveries(db, tenantId, selection, limit)).map(fromRow)
}

export const mostCounted = 10_000

/** By state, of the latest of them. */
export async function countDeliveries(
  db: Db,
  tenantId: string,
  selection: Selection,
): Promise<Readonly<Record<DeliveryState, number>>> {
  const rows = await selectDeliveryCounts(db, tenantId, selection, mostCounted)
  const countOf = (state: DeliveryState) => rows.find(row => row.state === state)?.count ?? 0
  return { waiting: countOf('waiting'), delivered: countOf('delivered'), failed: countOf('failed') }
}

/** How many deliveries wait, and how many seconds the oldest has been due. */
export const readBacklog = (db: Db) => selectBacklog(db)

/** For how many seconds a delivery to an enabled webhook has been due at most, over all tenants. */
export const oldestDueDelivery = (db: Db): Promise<number> => selectOldestDueDelivery(db)
