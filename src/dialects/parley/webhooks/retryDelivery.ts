import Type from 'typebox'
import { deliveryNotFound } from '../../../domain/webhooks/errors.ts'
import { listDeliveries } from '../../../domain/webhooks/list-deliveries.ts'
import { replayDeliveries } from '../../../domain/webhooks/replay-deliveries.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { byOf } from '../actor.ts'
import { DeliveryModel, toWireDelivery } from './translate.ts'

/** Due at once, under the message id that it had; its schedule begins anew. */
export const retryDelivery = operation({
  method: 'POST',
  path: '/deliveries/{deliveryId}/retry',
  name: 'retryDelivery',
  summary: 'Send one delivery once more',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  isNeverStored: true,
  params: Type.Object({ deliveryId: Type.String() }),
  replies: { 202: DeliveryModel },
  errors: ['delivery-not-found'],
  async handle({ db, signal, clock, caller, params: { deliveryId } }) {
    if (!isUuid(deliveryId)) throw deliveryNotFound(deliveryId.slice(0, 100))
    await replayDeliveries(db, caller.tenant.id, { deliveryId }, byOf(caller, clock))
    signal.appended('events', [caller.tenant.id]) // who sends looks now
    const [delivery] = await listDeliveries(db, caller.tenant.id, { deliveryId }, 1)
    if (!delivery) throw deliveryNotFound(deliveryId)
    return { status: 202, body: toWireDelivery(delivery) }
  },
})
