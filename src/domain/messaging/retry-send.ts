import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { sendNotFound, sendStateWrong } from './errors.ts'
import { reopenLane } from './lanes.sql.ts'
import { fromRow, type Send } from './send.ts'
import { lockSend, updateSend } from './sends.sql.ts'

const again = new Set(['unknown', 'failed'])

/**
 * Sends once more what failed, or of what nobody knows whether it went: then the contact may get it twice, so a person
 * has to ask for it. Throws `send-not-found`, `send-state-wrong`.
 */
export async function retrySend(tx: Tx, tenantId: string, sendId: string, at: Date): Promise<Send> {
  const row = isUuid(sendId) ? await lockSend(tx, tenantId, sendId) : undefined
  if (!row) throw sendNotFound(sendId.slice(0, 100))
  if (!again.has(row.state)) throw sendStateWrong(fromRow(row).state)
  await reopenLane(tx, tenantId, row.lane_id)
  const anew = { state: 'waiting', reason: null, detail: null, provider_id: null }
  const change = { ...anew, ended_at: null, due_at: at }
  return fromRow(await updateSend(tx, tenantId, row.id, change))
}
