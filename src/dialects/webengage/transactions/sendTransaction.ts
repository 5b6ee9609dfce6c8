import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { Format } from '../container.ts'
import { order } from './order.ts'
import { canonical, defaultTtl, readOrder, TransactionBody } from './translate.ts'

/** WebEngage › Transactional campaign API. The campaign must run; its channel is the one of its template. */
export const sendTransaction = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/experiments/{experimentId}/transaction',
  name: 'sendTransaction',
  summary: 'Send a user the message of a transactional campaign',
  tag: 'Transactions',
  scope: 'campaign-execution:write',
  rateLimit: 'transactions',
  versions: ['v2'],
  params: Type.Object({
    licenseCode: Type.String(),
    experimentId: Type.String({ description: 'The id of the campaign, or its name.' }),
  }),
  query: Format,
  body: TransactionBody,
  replies: {
    200: Type.Object({
      response: Type.Object({
        data: Type.Object({
          txnId: Type.String(),
          experimentId: Type.String(),
          userId: Type.String(),
          ttl: Type.Integer(),
        }),
      }),
    }),
  },
  async handle(request) {
    const { body, params, now } = request
    const { experimentId } = params
    const faults: Fault[] = []
    const read = readOrder(body, now, faults)
    if (faults.length > 0) throw inputInvalid(faults)
    const { userId, ttl = defaultTtl } = body
    const key = canonical([experimentId, body.txnId ?? [userId, read.email, read.phone, read.token]])
    const { name: txnId } = await order(request, userId, {
      ...read,
      campaigns: [experimentId],
      mode: 'all',
      dedupe: body.dedupe && { key, ttlSeconds: body.dedupe.ttl },
    })
    return { status: 200, body: { response: { data: { txnId, experimentId, userId, ttl } } } }
  },
})
