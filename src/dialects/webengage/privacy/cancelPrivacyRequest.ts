import { cancelPrivacyRequest } from '../../../domain/contacts/request-privacy.ts'
import { operation } from '../../../http/operation.ts'
import { Format } from '../container.ts'
import { factsOf, RequestParams, Told } from './translate.ts'

/** WebEngage › OpenGDPR › Cancel a request that still waits. */
export const deletePrivacyRequest = operation({
  method: 'DELETE',
  path: '/accounts/{licenseCode}/opengdpr_requests/{requestId}',
  name: 'cancelPrivacyRequest',
  summary: 'Cancel a request that still waits',
  tag: 'Privacy',
  scope: 'privacy:write',
  rateLimit: 'privacy',
  versions: ['v1'],
  params: RequestParams,
  query: Format,
  replies: { 200: Told },
  async handle({ caller: { tenant }, params, write, now }) {
    const request = await write(tx => cancelPrivacyRequest(tx, tenant, params.requestId, now))
    return { status: 200, body: { ...factsOf(request), message: 'request cancelled' } }
  },
})
