import type { Tx } from '../../storage/driver.ts'
import {
  selectFreeMemberNumbers,
  selectLastMemberNumber,
  writeLastMemberNumber,
} from './write-contacts.sql.ts'

const widest = 10_000

/**
 * The tenant's next member numbers, from 100001 on: those that no contact has and that are not among `others`, which
 * are about to be given. Who calls holds the head of the tenant's events.
 */
export async function takeMemberNumbers(
  tx: Tx,
  tenantId: string,
  count: number,
  others: ReadonlySet<string>,
): Promise<string[]> {
  if (count === 0) return []
  const taken: string[] = []
  let last = await selectLastMemberNumber(tx, tenantId)
  for (let width = count + others.size; taken.length < count; width = Math.min(width * 2, widest)) {
    for (const number of await selectFreeMemberNumbers(tx, tenantId, last, width)) {
      if (taken.length < count && !others.has(String(number))) taken.push(String(number))
    }
    last += width
  }
  await writeLastMemberNumber(tx, tenantId, Number(taken.at(-1)))
  return taken
}
