import Type from 'typebox'
import { listResponses } from '../../../domain/surveys/read-responses.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { ResponseModel, surveyParams, toWireResponse } from './translate.ts'

/** The newest first. */
export const listSurveyResponses = operation({
  method: 'GET',
  path: '/surveys/{surveyId}/responses',
  name: 'listSurveyResponses',
  summary: 'List the responses to a survey',
  tag: 'Surveys',
  scope: 'surveys:read',
  params: surveyParams,
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(ResponseModel) },
  errors: ['survey-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await listResponses(db, caller.tenant, params.surveyId, query)
    return { status: 200, body: toWirePage(page, toWireResponse) }
  },
})
