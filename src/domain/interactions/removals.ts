import type { Tx } from '../../storage/driver.ts'
import type { Consumer, Stretch } from '../../storage/log/consumer.ts'
import { deleteInteractions, deleteRejectedOf, selectIdsOf, type Whose } from './interactions.sql.ts'
import { selectDeletions } from './removals.sql.ts'

/** So many rows of a kind are deleted in one transaction. */
const portion = 5000

/**
 * Takes the interactions of deleted contacts and schemas off the disk. Readers stopped seeing them when the contact or
 * the schema was deleted.
 */
export const removals: Consumer = {
  name: 'removals',
  log: 'events',
  stretchLength: 1000,
  pauseMs: 200,
  async handle(tx, stretch) {
    let [interactions, rejected] = [portion, portion]
    for (const whose of await deletionsIn(tx, stretch)) {
      const ids = await selectIdsOf(tx, stretch.tenantId, whose, interactions)
      if (ids.length > 0) await deleteInteractions(tx, stretch.tenantId, ids)
      interactions -= ids.length
      rejected -= await deleteRejectedOf(tx, stretch.tenantId, whose, rejected)
      if (interactions === 0 || rejected === 0) return 'unfinished'
    }
    return undefined
  },
}

async function deletionsIn(tx: Tx, stretch: Stretch): Promise<Whose[]> {
  const rows = await selectDeletions(tx, stretch)
  return rows.flatMap<Whose>(row => {
    if (row.type === 'contact.deleted' && row.contact_id !== null) return [{ contactId: row.contact_id }]
    return row.schema_key !== null ? [{ schemaKey: row.schema_key }] : []
  })
}
