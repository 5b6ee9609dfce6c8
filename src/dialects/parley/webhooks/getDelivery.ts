import Type from 'typebox'
import { deliveryNotFound } from '../../../domain/webhooks/errors.ts'
import { listDeliveries } from '../../../domain/webhooks/list-deliveries.ts'
import { readShownRequest } from '../../../domain/webhooks/shown-request.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { DeliveryModel, toWireDelivery } from './translate.ts'

const DeliveryAsSent = Type.Object({
  ...DeliveryModel.properties,
  request: Type.Union(
    [
      Type.Object({
        url: Type.String(),
        headers: Type.Object(
          {},
          {
            additionalProperties: Type.Union([Type.String(), Type.Null()]),
            description: 'Null: the value is secret, or another one for each attempt.',
          },
        ),
      }),
      Type.Null(),
    ],
    { description: 'What is posted, as the webhook is now. Null: it is deleted.' },
  ),
})

export const getDelivery = operation({
  method: 'GET',
  path: '/deliveries/{deliveryId}',
  name: 'getDelivery',
  summary: 'Read a delivery and its attempts',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  params: Type.Object({ deliveryId: Type.String() }),
  replies: { 200: DeliveryAsSent },
  errors: ['delivery-not-found'],
  async handle({ db, webhookRules, caller, params: { deliveryId } }) {
    const found = isUuid(deliveryId) ? await listDeliveries(db, caller.tenant.id, { deliveryId }, 1) : []
    if (!found[0]) throw deliveryNotFound(deliveryId.slice(0, 100))
    const shown = await readShownRequest(db, caller.tenant.id, found[0], webhookRules.faces)
    const request = shown ? { url: shown.url, headers: { ...shown.headers } } : null
    return { status: 200, body: { ...toWireDelivery(found[0]), request } }
  },
})
