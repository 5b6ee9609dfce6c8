import { sql } from 'kysely'
import type { Tx } from '../../storage/driver.ts'
import type { Stretch } from '../../storage/log/consumer.ts'

export const selectDeletions = (tx: Tx, { tenantId, after, upTo }: Stretch) =>
  sql<{ type: string; contact_id: string | null; schema_key: string | null }>`
    select type, contact_id, data->>'schemaKey' as schema_key from events
    where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo} and type in ('contact.deleted', 'schema.deleted')
    order by seq`
    .execute(tx)
    .then(result => result.rows)
