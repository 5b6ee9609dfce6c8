import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { tooManyWebhooks, webhookInvalid } from './errors.ts'
import type { WebhookFace, WebhookFormat } from './face.ts'
import { defaultConcurrency, faultsOf, type NewWebhook } from './new-webhook.ts'
import { type By, recordDeed } from './record-deed.ts'
import { newSigningSecret } from './signature.ts'
import { type Webhook, withoutValues } from './webhook.ts'
import { countWebhooks, insertWebhook } from './webhooks.sql.ts'

/** What webhooks may be like on this server. */
export interface WebhookRules {
  readonly faces: readonly WebhookFace[]
  /** Whether they may lead into private networks. */
  readonly allowPrivate: boolean
}

/**
 * Makes a webhook. It gets what happens from now on. The secret is in the answer and is not told again.
 *
 * Throws `webhook-invalid` or `too-many-webhooks`.
 */
export async function createWebhook(
  tx: Tx,
  tenant: Tenant,
  input: NewWebhook,
  { faces, allowPrivate }: WebhookRules,
  at: Date,
  by: By,
): Promise<{ webhook: Webhook; secret: string }> {
  const faults = faultsOf(
    input,
    faces.find(face => face.dialect === input.dialect),
    allowPrivate,
  )
  if (faults.length > 0) throw webhookInvalid(faults)
  await lockEvents(tx, [tenant.id]) // who counts and makes one at the same time waits
  const limit = tenant.settings.webhooks
  if ((await countWebhooks(tx, tenant.id)) >= limit) throw tooManyWebhooks(limit)

  const { secret = newSigningSecret(), headers = {} } = input
  const webhook: Webhook = {
    id: newId(),
    tenantId: tenant.id,
    dialect: input.dialect,
    url: new URL(input.url).href,
    format: (input.format ?? 'json') as WebhookFormat,
    description: input.description ?? '',
    eventTypes: input.eventTypes ?? [],
    schemaIds: input.schemaIds ?? [],
    contactTypes: input.contactTypes ?? [],
    headers: withoutValues(headers),
    concurrency: input.concurrency ?? defaultConcurrency,
    perSecond: input.perSecond ?? null,
    disabledAt: null,
    disabledReason: null,
    failingSince: null,
    previousSecretUntil: null,
    createdAt: at,
    version: 1,
  }
  await insertWebhook(tx, webhook, { headers, secret })
  const { dialect, url, eventTypes, schemaIds, contactTypes } = webhook
  const details = { dialect, url, eventTypes, schemaIds, contactTypes }
  await recordDeed(tx, tenant.id, by, 'webhook.created', webhook.id, details)
  return { webhook, secret }
}
