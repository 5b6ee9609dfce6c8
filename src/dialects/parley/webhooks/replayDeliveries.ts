import Type from 'typebox'
import { deliveryNotFound } from '../../../domain/webhooks/errors.ts'
import { replayDeliveries as replay } from '../../../domain/webhooks/replay-deliveries.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { byOf } from '../actor.ts'
import { deliveryFilter, readDeliveryFilter } from './delivery-filter.ts'

/** Under the message ids that they had, whatever became of them. Safe to repeat. */
export const replayDeliveries = operation({
  method: 'POST',
  path: '/deliveries/replay',
  name: 'replayDeliveries',
  summary: 'Send deliveries once more',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  isNeverStored: true,
  body: Type.Object(
    { deliveryId: Type.Optional(Type.String()), ...deliveryFilter },
    { additionalProperties: false, minProperties: 1, description: 'Which; at least one of these.' },
  ),
  replies: { 200: Type.Object({ replayed: Type.Integer() }) },
  errors: ['delivery-not-found', 'webhook-not-found', 'input-invalid'],
  async handle({ db, signal, clock, caller, body }) {
    const { deliveryId, ...filter } = body
    if (deliveryId !== undefined && !isUuid(deliveryId)) throw deliveryNotFound(deliveryId.slice(0, 100))
    const selection = { ...readDeliveryFilter(filter), ...(deliveryId !== undefined && { deliveryId }) }
    if (Object.keys(selection).length === 0)
      throw inputInvalid([{ field: '', message: 'must say which deliveries' }])
    const replayed = await replay(db, caller.tenant.id, selection, byOf(caller, clock))
    signal.appended('events', [caller.tenant.id]) // who sends looks now
    return { status: 200, body: { replayed } }
  },
})
