import Type from 'typebox'
import type { Order } from '../../../domain/orders/order.ts'
import type { OrderJob } from '../../../domain/orders/read-orders.ts'
import { rewritable } from '../../../domain/purchases/exact-json.ts'
import type { MatchKey } from '../../../domain/purchases/match-key.ts'
import type { Fields } from '../commerce-reader.ts'
import { Link } from '../interactions/translate.ts'
import { toMatchKey } from '../receipts/match-key.ts'
import { mostItems, toCurrency } from '../receipts/translate.ts'

export const orderLimit = 256 * 1024

export const OrderBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'orderId and status, and optionally contact {matchKey, matchKeyType, contactType}, externalStoreId, ' +
      'externalStatus, references, currencyCode, channel, createdAt, lastChangedAt, lineItems {items, subTotal}, ' +
      'payments, fees, discounts, delivery {method, trackingNumber, trackingUri, deliveryDate}, billingAddress. ' +
      'Kept and given back as it is sent.',
  },
)

export const OrderModel = Type.Object(
  {
    orderId: Type.String(),
    contactId: Type.Union([Type.String(), Type.Null()]),
    versionTag: Type.String({ description: 'Another one after each write.' }),
  },
  { additionalProperties: true },
)

export const OrderPage = Type.Object({
  items: Type.Array(OrderModel),
  totalCount: Type.Integer(),
  offset: Type.Integer(),
  count: Type.Integer(),
  links: Type.Array(Link),
})

export const OrderJobModel = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  status: Type.String({ description: 'Pending or Done.' }),
  links: Type.Array(Link),
})

export const OrderParams = Type.Object({ orderId: Type.String() })

export function toNewOrder(fields: Fields): { orderId: string; contact: MatchKey | null } {
  for (const name of ['externalStoreId', 'externalStatus', 'channel']) fields.optionalText(name)
  for (const name of ['createdAt', 'lastChangedAt']) fields.optionalInstant(name)
  toCurrency(fields, fields.optionalText('currencyCode') ?? '', 'currencyCode')
  fields.text('status', 100)
  fields.optionalObject('lineItems', lines => lines.list('items', mostItems, () => undefined))
  fields.optionalObject('delivery', toDelivery)
  return { orderId: fields.text('orderId'), contact: fields.optionalObject('contact', toMatchKey) }
}

/** Those that are read later: by these names, in whichever letters they were sent. */
const readNames = ['orderId', 'status', 'externalStatus', 'createdAt', 'delivery', 'contactId', 'versionTag']

/** The order as it is kept: as it was sent, each name once. */
export function toOrderText(rawBody: string): string {
  const entries = Object.entries(rewritable(rawBody) as object).map(([name, value]) => {
    const known = readNames.find(each => each.toLowerCase() === name.toLowerCase())
    return [known ?? name, value]
  })
  return JSON.stringify(Object.fromEntries(entries))
}

export function toDelivery(fields: Fields) {
  for (const name of ['method', 'trackingNumber']) fields.optionalText(name)
  fields.optionalText('trackingUri', 2000)
  fields.optionalInstant('deliveryDate')
}

/** The exact numbers are those of the stored text. */
export function toVoyadoOrder({ orderId, contactId, versionTag, body }: Order) {
  return { ...(rewritable(body) as object), orderId, contactId, versionTag }
}

export function orderPath(orderId: string): string {
  return `/orders/${encodeURIComponent(orderId)}`
}

export function toVoyadoJob({ id, orderId, isDone }: Omit<OrderJob, 'kind'>, href: (path: string) => string) {
  return {
    id,
    orderId,
    status: isDone ? 'Done' : 'Pending',
    links: [
      { href: href(`/orders/jobs/${id}`), method: 'GET', rel: 'job' },
      { href: href(orderPath(orderId)), method: 'GET', rel: 'order' },
    ],
  }
}

/** The answer to a write: accepted, and where to see what became of it. */
export function accepted(id: string, orderId: string, href: (path: string) => string) {
  return {
    status: 202,
    body: toVoyadoJob({ id, orderId, isDone: false }, href),
    headers: { location: href(`/orders/jobs/${id}`) },
  }
}
