import Type from 'typebox'
import { deliveryNotFound } from '../../../domain/webhooks/errors.ts'
import { listDeliveries } from '../../../domain/webhooks/list-deliveries.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { DeliveryModel, toWireDelivery } from './translate.ts'

export const getDelivery = operation({
  method: 'GET',
  path: '/deliveries/{deliveryId}',
  name: 'getDelivery',
  summary: 'Read a delivery and its attempts',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  params: Type.Object({ deliveryId: Type.String() }),
  replies: { 200: DeliveryModel },
  errors: ['delivery-not-found'],
  async handle({ db, caller, params: { deliveryId } }) {
    const found = isUuid(deliveryId) ? await listDeliveries(db, caller.tenant.id, { deliveryId }, 1) : []
    if (!found[0]) throw deliveryNotFound(deliveryId.slice(0, 100))
    return { status: 200, body: toWireDelivery(found[0]) }
  },
})
