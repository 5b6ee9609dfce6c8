import { registerCarts } from '../../../domain/tracking/register-carts.ts'
import { operation } from '../../../http/operation.ts'
import { readList } from '../commerce-reader.ts'
import { CartsBody, mostInBatch, OkResult, toCart } from './translate.ts'

/** Voyado Engage › Tracking › POST tracking/carts/batch: all are registered, or none. */
export const registerCartBatch = operation({
  method: 'POST',
  path: '/tracking/carts/batch',
  name: 'Cart_RegisterCarts',
  summary: 'Register many carts',
  tag: 'Tracking',
  scope: 'tracking:write',
  body: CartsBody,
  bodyLimit: 1024 * 1024,
  replies: { 200: OkResult },
  errors: ['ValidationError', 'ContactNotFound'],
  async handle({ write, caller, body, rawBody, now }) {
    const carts = readList(body, rawBody, caller, mostInBatch, fields => toCart(fields, now))
    await write(tx => registerCarts(tx, caller.tenant, carts, now))
    return { status: 200, body: {} }
  },
})
