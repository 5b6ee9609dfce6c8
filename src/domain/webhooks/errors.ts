import { DomainError, type Fault } from '../../kernel/domain-error.ts'

export const webhookNotFound = (webhookId: string) =>
  new DomainError('webhook-not-found', `There is no webhook ${webhookId}.`, { webhookId })

export const deliveryNotFound = (deliveryId: string) =>
  new DomainError('delivery-not-found', `There is no delivery ${deliveryId}.`, { deliveryId })

export function webhookInvalid(faults: readonly Fault[]) {
  const text = faults.map(({ field, message }) => `${field} ${message}`).join('; ')
  return new DomainError('webhook-invalid', `The webhook is not valid: ${text}.`, { faults })
}

export const webhookDisabled = (webhookId: string) =>
  new DomainError('webhook-is-disabled', `The webhook ${webhookId} is switched off.`, { webhookId })

export const tooManyWebhooks = (limit: number) =>
  new DomainError('too-many-webhooks', `There are ${limit} webhooks already, and no more are allowed.`, {
    limit,
  })
