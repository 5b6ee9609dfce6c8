import Type from 'typebox'
import { readOrderJob } from '../../../domain/orders/read-orders.ts'
import { operation } from '../../../http/operation.ts'
import { OrderJobModel, orderPath, toVoyadoJob } from './translate.ts'

/**
 * Voyado Engage › Orders › GET orders/jobs/{jobId}: 200 while pending, 302 to the order when done, and the reason when
 * failed. A deletion that is done leads nowhere and answers 200.
 */
export const getOrderJob = operation({
  method: 'GET',
  path: '/orders/jobs/{jobId}',
  name: 'Orders_GetJob',
  summary: 'See what became of a write to an order',
  tag: 'Orders',
  scope: 'orders:read',
  versions: ['v3'],
  params: Type.Object({ jobId: Type.String() }),
  replies: { 200: OrderJobModel, 302: OrderJobModel },
  errors: [
    'OrderJobNotFound',
    'OrderAlreadyExists',
    'OrderNotFound',
    'OrderVersionNotFound',
    'OrderHasNoContact',
    'OrderContactDeleted',
    'OrderJobFailed',
  ],
  async handle({ db, caller, params, href }) {
    const job = await readOrderJob(db, caller.tenant, params.jobId)
    const body = toVoyadoJob(job, href)
    if (!job.isDone || job.kind === 'delete') return { status: 200, body }
    return { status: 302, body, headers: { location: href(orderPath(job.orderId)) } }
  },
})
