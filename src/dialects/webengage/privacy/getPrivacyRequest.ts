import { readPrivacyRequest } from '../../../domain/contacts/request-privacy.ts'
import { operation } from '../../../http/operation.ts'
import { Format } from '../container.ts'
import { factsOf, RequestParams, Status, statusOf } from './translate.ts'

/** WebEngage › OpenGDPR › Read a request. */
export const getPrivacyRequest = operation({
  method: 'GET',
  path: '/accounts/{licenseCode}/opengdpr_requests/{requestId}',
  name: 'getPrivacyRequest',
  summary: 'How far a request has come',
  tag: 'Privacy',
  scope: 'privacy:read',
  rateLimit: 'privacy',
  versions: ['v1'],
  params: RequestParams,
  query: Format,
  replies: { 200: Status },
  async handle({ db, caller: { tenant }, params, now }) {
    const request = await readPrivacyRequest(db, tenant, params.requestId)
    return { status: 200, body: { ...factsOf(request), status: statusOf(request, now) } }
  },
})
