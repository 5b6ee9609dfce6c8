/**
 * A cart: what a contact has put together in a shop and not yet bought. Every time it is registered it is the whole
 * cart. One with which nothing is done for half an hour, on the tenant's clock, is abandoned, once; unless it is empty,
 * or its contact bought or ordered something since, in whichever way.
 *
 *     registered ──▶ filled ──30 min──▶ abandoned
 *          └───▶ empty  └─────30 min──▶ bought
 *
 * Registering it again begins anew, from every state.
 */
import type { Decimal } from '../purchases/decimal.ts'

export type CartState = 'filled' | 'empty' | 'abandoned' | 'bought'

export interface CartItem {
  readonly sku: string
  readonly quantity: Decimal
}

export interface Cart {
  readonly contactId: string
  /** Empty for the one cart of a contact whose carts have no references. */
  readonly cartReference: string
  readonly language: string | null
  readonly url: string | null
  readonly items: readonly CartItem[]
  /** The last time something was done with it. */
  readonly activeAt: Date
}

export function stateOf({ items }: Cart): CartState {
  return items.some(item => item.quantity !== '0') ? 'filled' : 'empty'
}

/** The newest of each cart, where some are in the list more than once: of equally new ones the last. */
export function newestOfEach(carts: readonly Cart[]): Cart[] {
  const newest = new Map<string, Cart>()
  for (const cart of carts) {
    const key = `${cart.contactId} ${cart.cartReference}`
    const known = newest.get(key)
    if (!known || known.activeAt <= cart.activeAt) newest.set(key, cart)
  }
  return [...newest.values()]
}
