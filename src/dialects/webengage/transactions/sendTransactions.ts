import Type from 'typebox'
import { transactionModes } from '../../../domain/messaging/send-transaction.ts'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { Account } from '../container.ts'
import { transactionsPlace } from '../rate-limits.ts'
import { order } from './order.ts'
import { readTracking, track } from './track.ts'
import { canonical, defaultTtl, ManyBody, readOrder } from './translate.ts'

const mostCampaigns = 20
/** As long as an order of one campaign may say at most. */
const dedupeSeconds = 1800

/** WebEngage › Transactional campaigns, several at once: all of them, or each when the one before came to nothing. */
export const sendTransactions = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/transaction',
  name: 'sendTransactions',
  summary: 'Send a user messages of several transactional campaigns, or of the first that arrives',
  tag: 'Transactions',
  scope: 'campaign-execution:write',
  rateLimit: transactionsPlace,
  versions: ['v2'],
  params: Account,
  query: Type.Object({
    format: Type.Optional(Type.String()),
    campaignIds: Type.Union([Type.Array(Type.String()), Type.String()], {
      description: 'Repeated, in the order in which they are tried.',
    }),
    mode: Type.Union(transactionModes.map(mode => Type.Literal(mode))),
  }),
  body: ManyBody,
  replies: {
    200: Type.Object({
      response: Type.Object({
        data: Type.Object({
          txnId: Type.String(),
          experimentId: Type.String(),
          campaignIds: Type.Array(Type.String()),
          mode: Type.String(),
          userId: Type.String(),
          ttl: Type.Integer(),
        }),
      }),
    }),
  },
  async handle(request) {
    const { body, query, now, logger } = request
    const faults: Fault[] = []
    const campaigns = [query.campaignIds].flat().filter(id => id !== '')
    if (campaigns.length === 0 || campaigns.length > mostCampaigns)
      faults.push({ field: 'campaignIds', message: `must be 1 to ${mostCampaigns} ids` })
    const read = readOrder(body, now, faults)
    const tracking = readTracking(body, now, faults)
    if (faults.length > 0) throw inputInvalid(faults)
    const { userId, txnId: given, ttl = defaultTtl } = body
    const { mode } = query
    const dedupe =
      given === undefined ? undefined : { key: canonical([campaigns, given]), ttlSeconds: dedupeSeconds }
    const { name: txnId, sends } = await order(request, userId, { ...read, campaigns, mode, dedupe })
    request.minuteLimits.add(request.caller.tenant.id, transactionsPlace, sends - 1)
    await track(request, tracking, { txnId, ttl }).catch(error =>
      logger.warn({ err: error }, 'nothing tracked'),
    )
    const data = { txnId, experimentId: campaigns[0]!, campaignIds: campaigns, mode, userId, ttl }
    return { status: 200, body: { response: { data } } }
  },
})
