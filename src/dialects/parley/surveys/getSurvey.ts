import { readSurvey } from '../../../domain/surveys/read-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { SurveyModel, surveyParams, toWireSurvey } from './translate.ts'

export const getSurvey = operation({
  method: 'GET',
  path: '/surveys/{surveyId}',
  name: 'getSurvey',
  summary: 'Read a survey',
  tag: 'Surveys',
  scope: 'surveys:read',
  params: surveyParams,
  replies: { 200: SurveyModel },
  errors: ['survey-not-found'],
  async handle({ db, caller, params }) {
    const survey = await readSurvey(db, caller.tenant, params.surveyId)
    return { status: 200, body: toWireSurvey(survey), headers: etag(survey.version) }
  },
})
