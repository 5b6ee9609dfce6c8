/** What is sent of a delivery, as it is shown to people: nothing in it is secret. */
import type { Db } from '../../storage/driver.ts'
import type { Delivery } from './delivery.ts'
import type { WebhookFace } from './face.ts'
import { contentTypes, signatureHeaders, userAgent } from './sent-headers.ts'
import { tenantOf } from './webhook-tenant.ts'
import { selectListener } from './webhooks.sql.ts'

export interface ShownRequest {
  readonly url: string
  /** Null: the value is secret, or another one for each attempt. */
  readonly headers: Readonly<Record<string, string | null>>
}

/** As it would be sent now; undefined when its webhook is deleted. */
export async function readShownRequest(
  db: Db,
  tenantId: string,
  { webhookId, messageId, eventType }: Delivery,
  faces: readonly WebhookFace[],
): Promise<ShownRequest | undefined> {
  const row = await selectListener(db, tenantId, webhookId)
  if (!row) return undefined
  const { secret } = row
  const introduction = faces
    .find(({ dialect }) => dialect === row.dialect)
    ?.introduce?.({ messageId, eventType, secret, tenant: tenantOf(row) })
  const names = introduction ? Object.keys(introduction.headers) : Object.keys(signatureHeaders('', 0, ''))
  return {
    url: row.url,
    headers: {
      ...hidden(Object.keys(row.headers)),
      'content-type': contentTypes[row.format],
      'user-agent': userAgent,
      ...hidden(names),
      ...(!introduction && { 'webhook-id': messageId, 'svix-id': messageId }),
    },
  }
}

const hidden = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, null]))
