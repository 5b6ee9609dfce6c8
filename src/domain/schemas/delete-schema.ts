import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { countRemoval, lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { schemaNotFound } from './errors.ts'
import { deleteVersions, markDeleted } from './schemas.sql.ts'

/**
 * Deletes a schema: its alias is free at once and its interactions are no longer found. They are taken off the disk
 * by the consumer `removals`, which follows the event.
 *
 * None is stored after this is committed: who stores one goes by the count of removals.
 */
export async function deleteSchema(tx: Tx, tenant: Tenant, schemaId: string, at: Date): Promise<void> {
  if (!isStorableText(schemaId)) throw schemaNotFound(schemaId)
  await lockEvents(tx, [tenant.id])
  const key = await markDeleted(tx, tenant.id, schemaId, at)
  if (key === undefined) throw schemaNotFound(schemaId)
  await deleteVersions(tx, tenant.id, key)
  await announceChange(tx, tenant.id)
  await appendEvents(tx, [
    { tenantId: tenant.id, type: 'schema.deleted', data: { schemaKey: key, schemaId }, at },
  ])
  await countRemoval(tx, tenant.id)
}
