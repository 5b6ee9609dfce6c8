import { lowestIdAt } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { type SendState, sendStates, toRowState } from './send.ts'
import { selectStateCounts } from './send-figures.sql.ts'

const mostSends = 50_000

/** In which states the sends made since a moment of the machine's clock are; of the newest fifty thousand. */
export async function readSendFigures(
  db: Db,
  tenantId: string,
  since: Date,
): Promise<readonly { readonly state: SendState; readonly count: number }[]> {
  const rows = await selectStateCounts(db, tenantId, lowestIdAt(since), mostSends)
  const counts = new Map(rows.map(({ state, count }) => [state, count]))
  return sendStates.map(state => ({ state, count: counts.get(toRowState(state)) ?? 0 }))
}
