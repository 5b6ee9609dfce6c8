import type { Db } from '../../storage/driver.ts'
import { computePortion } from './compute-segments.ts'
import { sweepSegments } from './sweep-segments.ts'
import { selectTenantsWithWork } from './work.sql.ts'

/**
 * Does what time and changed definitions ask for, a portion for each tenant in turn, and tells of each tenant that it
 * worked for: there may be events. Answers whether there may be more to do at once.
 */
export async function workSegments(
  db: Db,
  onError: (error: unknown) => void,
  onWorked: (tenantId: string) => void = () => {},
): Promise<boolean> {
  let isUnfinished = false
  for (const tenantId of await selectTenantsWithWork(db)) {
    try {
      if (await sweepSegments(db, tenantId)) isUnfinished = true
      if (await computePortion(db, tenantId)) isUnfinished = true
      onWorked(tenantId)
    } catch (error) {
      onError(error)
    }
  }
  return isUnfinished
}
