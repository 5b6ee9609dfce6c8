import { registerProductViews } from '../../../domain/tracking/register-product-views.ts'
import { operation } from '../../../http/operation.ts'
import { readList } from '../commerce-reader.ts'
import { mostInBatch, OkResult, ProductViewsBody, toProductView } from './translate.ts'

/** Voyado Engage › Tracking › POST tracking/productviews: all are registered, or none. */
export const registerProductViewBatch = operation({
  method: 'POST',
  path: '/tracking/productviews',
  name: 'ProductViewV_RegisterProductViews',
  summary: 'Register many product views',
  tag: 'Tracking',
  scope: 'tracking:write',
  body: ProductViewsBody,
  bodyLimit: 1024 * 1024,
  replies: { 200: OkResult },
  errors: ['ValidationError', 'ContactNotFound'],
  async handle({ write, caller, body, rawBody, now }) {
    const views = readList(body, rawBody, caller, mostInBatch, fields => toProductView(fields, now))
    await write(tx => registerProductViews(tx, caller.tenant, views, now))
    return { status: 200, body: {} }
  },
})
