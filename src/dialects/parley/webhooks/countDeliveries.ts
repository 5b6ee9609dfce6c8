import Type from 'typebox'
import { countDeliveries as count, mostCounted } from '../../../domain/webhooks/list-deliveries.ts'
import { operation } from '../../../http/operation.ts'
import { deliveryFilter, readDeliveryFilter } from './delivery-filter.ts'

const Count = Type.Integer({ description: `Up to ${mostCounted} of the latest are counted in all.` })

/** How far a replay has come: those that wait grow fewer. */
export const countDeliveries = operation({
  method: 'GET',
  path: '/deliveries/counts',
  name: 'countDeliveries',
  summary: 'Count deliveries by state',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  query: Type.Object(deliveryFilter),
  replies: { 200: Type.Object({ waiting: Count, delivered: Count, failed: Count }) },
  errors: ['webhook-not-found', 'input-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: await count(db, caller.tenant.id, readDeliveryFilter(query)) }
  },
})
