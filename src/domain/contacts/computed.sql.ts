import { sql } from 'kysely'
import type { Tx } from '../../storage/driver.ts'

export const mergeAttributes = (tx: Tx, tenantId: string, contactId: string, attributesJson: string) =>
  sql`update contacts set attributes = attributes || ${attributesJson}::jsonb
    where tenant_id = ${tenantId} and id = ${contactId}`.execute(tx)
