import { registerProductViews } from '../../../domain/tracking/register-product-views.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { OkResult, ProductViewBody, toProductView } from './translate.ts'

/** Voyado Engage › Tracking › POST tracking/productview. */
export const registerProductView = operation({
  method: 'POST',
  path: '/tracking/productview',
  name: 'ProductViewV_RegisterProductView',
  summary: 'Register a product view',
  tag: 'Tracking',
  scope: 'tracking:write',
  body: ProductViewBody,
  replies: { 200: OkResult },
  errors: ['ValidationError', 'ContactNotFound'],
  async handle({ write, caller, body, rawBody, now }) {
    const view = readFields(body, rawBody, caller, fields => toProductView(fields, now))
    await write(tx => registerProductViews(tx, caller.tenant, [view], now))
    return { status: 200, body: {} }
  },
})
