import Type from 'typebox'
import { type DeliveryState, deliveryStates } from '../../../domain/webhooks/delivery.ts'
import { readSpan, spanQuery } from '../span.ts'
import { webhookIdOf } from './webhook-id.ts'

export const deliveryFilter = {
  webhookId: Type.Optional(Type.String()),
  state: Type.Optional(Type.Union(deliveryStates.map(state => Type.Literal(state)))),
  ...spanQuery,
}

interface Given {
  readonly webhookId?: string
  readonly state?: string
  readonly from?: string
  readonly until?: string
}

/** Throws `webhook-not-found` and `input-invalid`. */
export function readDeliveryFilter({ webhookId, state, ...span }: Given) {
  const { from, until } = readSpan(span)
  return {
    ...(webhookId !== undefined && { webhookId: webhookIdOf({ webhookId }) }),
    ...(state !== undefined && { state: state as DeliveryState }),
    ...(from && { since: from }),
    ...(until && { until }),
  }
}
