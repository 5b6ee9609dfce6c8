import { registerCarts } from '../../../domain/tracking/register-carts.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { CartBody, OkResult, toCart } from './translate.ts'

/** Voyado Engage › Tracking › POST tracking/carts: the whole cart, each time something was done with it. */
export const registerCart = operation({
  method: 'POST',
  path: '/tracking/carts',
  name: 'Cart_RegisterCart',
  summary: 'Register a cart as it is now',
  tag: 'Tracking',
  scope: 'tracking:write',
  body: CartBody,
  bodyLimit: 256 * 1024,
  replies: { 200: OkResult },
  errors: ['ValidationError', 'ContactNotFound'],
  async handle({ write, caller, body, rawBody, now }) {
    const cart = readFields(body, rawBody, caller, fields => toCart(fields, now))
    await write(tx => registerCarts(tx, caller.tenant, [cart], now))
    return { status: 200, body: {} }
  },
})
