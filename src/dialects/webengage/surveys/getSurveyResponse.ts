import Type from 'typebox'
import { readResponse } from '../../../domain/surveys/read-responses.ts'
import { operation } from '../../../http/operation.ts'
import { contain, container, Format } from '../container.ts'
import { licenseCodeOf } from '../license-code.ts'
import { ResponseModel, toWireResponse } from './translate.ts'

/** WebEngage › Surveys › Get a survey response. */
export const getSurveyResponse = operation({
  method: 'GET',
  path: '/survey/response/{responseId}',
  name: 'getSurveyResponse',
  summary: 'A response to a survey',
  tag: 'Surveys',
  scope: 'surveys:read',
  versions: ['v1'],
  params: Type.Object({ responseId: Type.String() }),
  query: Format,
  replies: { 200: container(ResponseModel) },
  errors: ['survey-response-not-found'],
  async handle({ db, caller: { tenant }, params, href }) {
    const response = await readResponse(db, tenant, params.responseId)
    const data = toWireResponse(response, licenseCodeOf(tenant), path => href(path.replace(/^\/v1/, '')))
    return { status: 200, body: contain(data) }
  },
})
