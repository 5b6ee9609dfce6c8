import Type, { type Static } from 'typebox'
import type { Cart, CartState } from '../../../domain/tracking/cart.ts'
import type { ProductView } from '../../../domain/tracking/product-view.ts'
import type { Fields } from '../commerce-reader.ts'
import { exactNumber } from '../exact-json.ts'
import { readContactId } from './contact-id.ts'

export const mostInBatch = 500
const mostItems = 500

export const CartBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'contactId (also a short GUID), items [{sku, quantity}], and optionally cartReference, time, language, url.',
  },
)
export const ProductViewBody = Type.Object(
  {},
  {
    additionalProperties: true,
    description:
      'itemId, contactId (also a short GUID), and optionally category, time, sessionId, newSession, language, url, ' +
      'externalReferrer, utm [{key, value}].',
  },
)
/** One alone may come without brackets. */
export const CartsBody = Type.Union([Type.Array(CartBody), CartBody])
export const ProductViewsBody = Type.Union([Type.Array(ProductViewBody), ProductViewBody])

/** The vendor's `OkResult`, of which nothing is meant for clients. */
export const OkResult = Type.Object({})

const text = Type.Union([Type.String(), Type.Null()])
export const CartModel = Type.Object({
  cartReference: text,
  time: Type.String({ format: 'date-time' }),
  contactId: Type.String(),
  language: text,
  url: text,
  items: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Number() })),
  state: Type.String({ description: 'filled, empty, abandoned or bought.' }),
})

/** A cart whose time lies ahead is one of now: it could never become idle in time. */
export function toCart(fields: Fields, now: Date): Cart {
  const time = fields.optionalInstant('time') ?? now
  return {
    contactId: toContactId(fields),
    cartReference: fields.optionalText('cartReference') ?? '',
    language: fields.optionalText('language'),
    url: fields.optionalText('url', 2000),
    items: fields.list('items', mostItems, item => ({ sku: item.text('sku'), quantity: toQuantity(item) })),
    activeAt: time < now ? time : now,
  }
}

function toQuantity(fields: Fields): string {
  const quantity = fields.decimal('quantity')
  if (quantity.startsWith('-')) fields.fault('quantity', 'must not be less than 0')
  return quantity
}

export function toProductView(fields: Fields, now: Date): ProductView {
  return {
    sku: fields.text('itemId'),
    contactId: toContactId(fields),
    category: fields.optionalText('category', 500),
    viewedAt: fields.optionalInstant('time') ?? now,
    sessionId: fields.optionalText('sessionId'),
    newSession: fields.optionalFlag('newSession'),
    language: fields.optionalText('language'),
    url: fields.optionalText('url', 2000),
    externalReferrer: fields.optionalText('externalReferrer', 2000),
    utm: fields.list('utm', 50, part => ({
      key: part.optionalText('key'),
      value: part.optionalText('value', 2000),
    })),
  }
}

function toContactId(fields: Fields): string {
  const given = fields.text('contactId')
  const id = readContactId(given)
  if (given !== '' && id === undefined) fields.fault('contactId', 'must be a GUID or a short GUID')
  return id ?? ''
}

export function toVoyadoCart(cart: Cart & { state: CartState }): Static<typeof CartModel> {
  const { contactId, cartReference, language, url, items, activeAt, state } = cart
  return {
    cartReference: cartReference || null,
    time: activeAt.toISOString(),
    contactId,
    language,
    url,
    items: items.map(item => ({ sku: item.sku, quantity: exactNumber(item.quantity) })),
    state,
  }
}
