/** Where the deliveries of a webhook go, and with what they are signed: an enabled webhook as the sender sees it. */
import type { KeyObject } from 'node:crypto'
import type { Db } from '../../storage/driver.ts'
import type { WebhookFormat, WebhookTenant } from './face.ts'
import { readSigningSecret } from './signature.ts'
import { tenantOf } from './webhook-tenant.ts'
import { type ListenerRow, selectEnabledWebhooks } from './webhooks.sql.ts'

export interface Destination {
  readonly tenantId: string
  readonly webhookId: string
  readonly url: URL
  readonly dialect: string
  readonly format: WebhookFormat
  readonly secret: string
  readonly tenant: WebhookTenant
  readonly headers: Readonly<Record<string, string>>
  readonly concurrency: number
  readonly perSecond: number | null
  /** What signs at a time of the machine's clock, the newest first. */
  keysAt(wall: Date): readonly KeyObject[]
}

/** Every enabled webhook of every tenant. */
export async function readDestinations(db: Db): Promise<Destination[]> {
  return (await selectEnabledWebhooks(db)).map(toDestination)
}

function toDestination(row: ListenerRow): Destination {
  const key = readSigningSecret(row.secret)
  const previous = row.previous_secret === null ? undefined : readSigningSecret(row.previous_secret)
  const until = row.previous_secret_until
  const newest = key ? [key] : []
  const both = previous ? [...newest, previous] : newest
  return {
    tenantId: row.tenant_id,
    webhookId: row.id,
    url: new URL(row.url),
    dialect: row.dialect,
    format: row.format,
    secret: row.secret,
    tenant: tenantOf(row),
    headers: row.headers,
    concurrency: row.concurrency,
    perSecond: row.per_second,
    keysAt: wall => (until !== null && wall < until ? both : newest),
  }
}
