import Type from 'typebox'
import { listDeliveries as list } from '../../../domain/webhooks/list-deliveries.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { readPlace, toPage } from '../../../kernel/page.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { deliveryFilter, readDeliveryFilter } from './delivery-filter.ts'
import { DeliveryModel, toWireDelivery } from './translate.ts'

/** With their attempts, the newest first. */
export const listDeliveries = operation({
  method: 'GET',
  path: '/deliveries',
  name: 'listDeliveries',
  summary: 'List what was sent to webhooks, or is to be',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  query: Type.Object({ ...pageQuery, ...deliveryFilter }),
  replies: { 200: pageOf(DeliveryModel) },
  errors: ['webhook-not-found', 'input-invalid', 'cursor-invalid'],
  async handle({ db, caller, query }) {
    const { limit, cursor, ...filter } = query
    const [beforeId] = readPlace(cursor, [isUuid]) ?? []
    const selection = { ...readDeliveryFilter(filter), ...(beforeId !== undefined && { beforeId }) }
    const deliveries = await list(db, caller.tenant.id, selection, limit + 1)
    return {
      status: 200,
      body: toWirePage(
        toPage(deliveries, limit, last => [last.id]),
        toWireDelivery,
      ),
    }
  },
})
