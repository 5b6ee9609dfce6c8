import { readResponse } from '../../../domain/surveys/read-responses.ts'
import { operation } from '../../../http/operation.ts'
import { ResponseModel, responseParams, toWireResponse } from './translate.ts'

export const getSurveyResponse = operation({
  method: 'GET',
  path: '/survey-responses/{responseId}',
  name: 'getSurveyResponse',
  summary: 'Read a response to a survey',
  tag: 'Surveys',
  scope: 'surveys:read',
  params: responseParams,
  replies: { 200: ResponseModel },
  errors: ['survey-response-not-found'],
  async handle({ db, caller, params }) {
    return { status: 200, body: toWireResponse(await readResponse(db, caller.tenant, params.responseId)) }
  },
})
