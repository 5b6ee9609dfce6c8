import type { Db } from '../../storage/driver.ts'
import { fromRow, type Webhook } from './webhook.ts'
import { selectWebhooks } from './webhooks.sql.ts'

/** All webhooks of a tenant, disabled ones too, oldest first. Without their secrets. */
export async function listWebhooks(db: Db, tenantId: string): Promise<Webhook[]> {
  return (await selectWebhooks(db, tenantId)).map(fromRow)
}
