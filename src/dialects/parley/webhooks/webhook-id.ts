import { webhookNotFound } from '../../../domain/webhooks/errors.ts'
import { isUuid } from '../../../kernel/ids.ts'

/** The id, when it has the form of one. Throws `webhook-not-found`. */
export function webhookIdOf({ webhookId }: { readonly webhookId: string }): string {
  if (!isUuid(webhookId)) throw webhookNotFound(webhookId.slice(0, 100))
  return webhookId.toLowerCase()
}
