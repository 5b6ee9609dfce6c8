import type { Tx } from '../../storage/driver.ts'
import type { WebhookRules } from './create-webhook.ts'
import { webhookInvalid, webhookNotFound } from './errors.ts'
import { defaultConcurrency, faultsOf, type NewWebhook } from './new-webhook.ts'
import { type By, recordDeed } from './record-deed.ts'
import { fromRow, type Webhook } from './webhook.ts'
import { lockWebhook, updateWebhookRow } from './webhooks.sql.ts'

/** What is absent stays; null puts back what a new webhook has. Of headers each is changed by itself, null takes it away. */
export interface WebhookPatch {
  readonly url?: string
  readonly description?: string | null
  readonly eventTypes?: readonly string[] | null
  readonly schemaIds?: readonly string[] | null
  readonly contactTypes?: readonly string[] | null
  readonly headers?: Readonly<Record<string, string | null>> | null
  readonly concurrency?: number | null
  readonly perSecond?: number | null
}

/**
 * Changes what is given of a webhook. What waits for it goes to the new address, as it was written. `requireVersion` may
 * throw, while nobody else can change it. Throws `webhook-not-found` or `webhook-invalid`.
 */
export async function changeWebhook(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  patch: WebhookPatch,
  { faces, allowPrivate }: WebhookRules,
  by: By,
  requireVersion: (version: number) => void = () => {},
): Promise<Webhook> {
  const row = await lockWebhook(tx, tenantId, webhookId)
  if (!row) throw webhookNotFound(webhookId)
  requireVersion(row.version)
  const before = fromRow(row)
  const after = patched({ ...before, headers: row.headers }, patch)
  const faults = faultsOf(
    after,
    faces.find(face => face.dialect === row.dialect),
    allowPrivate,
  )
  if (faults.length > 0) throw webhookInvalid(faults)
  const { headers, ...rest } = after
  const url = new URL(after.url).href
  const changed = await updateWebhookRow(tx, { ...before, ...rest, url, format: before.format }, headers)
  await recordDeed(tx, tenantId, by, 'webhook.changed', webhookId, { changed: Object.keys(patch) })
  return fromRow(changed)
}

function patched(before: Webhook, patch: WebhookPatch) {
  const { headers, ...given } = patch
  const defaults = {
    description: '',
    eventTypes: [],
    schemaIds: [],
    contactTypes: [],
    concurrency: defaultConcurrency,
    perSecond: null,
  }
  const entries = Object.entries(given).map(([name, value]) => [
    name,
    value ?? defaults[name as keyof typeof defaults],
  ])
  const after = { ...before, ...Object.fromEntries(entries) } as Required<Omit<NewWebhook, 'secret'>>
  return { ...after, headers: patchedHeaders(before.headers, headers) }
}

function patchedHeaders(before: Readonly<Record<string, string>>, patch: WebhookPatch['headers']) {
  if (patch === null) return {}
  const given = Object.entries(patch ?? {})
  const names = new Set(given.map(([name]) => name.toLowerCase()))
  return Object.fromEntries([
    ...Object.entries(before).filter(([name]) => !names.has(name.toLowerCase())),
    ...given.filter((entry): entry is [string, string] => entry[1] !== null),
  ])
}
