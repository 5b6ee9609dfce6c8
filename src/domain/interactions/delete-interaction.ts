import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { interactionIdInvalid, interactionNotFound } from './errors.ts'
import { deleteInteractions, lockInteraction, selectInteraction } from './interactions.sql.ts'

/** Deletes one interaction at once; its body as received is erased by the next round of `body-keeper`. */
export async function deleteInteraction(tx: Tx, tenantId: string, id: string, at: Date): Promise<void> {
  if (!isUuid(id)) throw interactionIdInvalid(id)
  await lockEvents(tx, [tenantId])
  const isVisible = (await selectInteraction(tx, tenantId, id)) !== undefined
  const row = isVisible ? await lockInteraction(tx, tenantId, id) : undefined
  if (!row) throw interactionNotFound(id)
  await deleteInteractions(tx, tenantId, [id])
  const data = { interactionId: id, schemaKey: row.schema_key, seq: row.seq }
  await appendEvents(tx, [{ tenantId, type: 'interaction.deleted', contactId: row.contact_id, data, at }])
}
