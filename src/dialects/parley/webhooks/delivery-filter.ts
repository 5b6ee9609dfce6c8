import Type from 'typebox'
import { type DeliveryState, deliveryStates } from '../../../domain/webhooks/delivery.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { readSpan, spanQuery } from '../span.ts'
import { webhookIdOf } from './webhook-id.ts'

export const deliveryFilter = {
  webhookId: Type.Optional(Type.String()),
  state: Type.Optional(Type.Union(deliveryStates.map(state => Type.Literal(state)))),
  eventType: Type.Optional(Type.String({ maxLength: 200 })),
  ...spanQuery,
}

interface Given {
  readonly webhookId?: string
  readonly state?: string
  readonly eventType?: string
  readonly from?: string
  readonly until?: string
}

/** Throws `webhook-not-found` and `input-invalid`. */
export function readDeliveryFilter({ webhookId, state, eventType, ...span }: Given) {
  const { from, until } = readSpan(span)
  if (eventType !== undefined && !isStorableText(eventType))
    throw inputInvalid([{ field: 'eventType', message: 'is no text that can be kept' }])
  return {
    ...(webhookId !== undefined && { webhookId: webhookIdOf({ webhookId }) }),
    ...(state !== undefined && { state: state as DeliveryState }),
    ...(eventType !== undefined && { eventType }),
    ...(from && { since: from }),
    ...(until && { until }),
  }
}
