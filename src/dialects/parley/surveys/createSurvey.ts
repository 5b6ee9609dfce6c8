import { createSurvey as create } from '../../../domain/surveys/write-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { SurveyBody, SurveyWithSecret, toWireSurvey } from './translate.ts'

/** The secret is in this answer and nowhere else. */
export const createSurvey = operation({
  method: 'POST',
  path: '/surveys',
  name: 'createSurvey',
  summary: 'Make a survey',
  tag: 'Surveys',
  scope: 'surveys:write',
  isNeverStored: true,
  body: SurveyBody,
  replies: { 201: SurveyWithSecret },
  errors: ['survey-invalid', 'too-many-surveys'],
  async handle({ write, caller, body, now, href }) {
    const { survey, secret } = await write(tx => create(tx, caller.tenant, body, now))
    const headers = { ...etag(survey.version), location: href(`/surveys/${survey.id}`) }
    return { status: 201, body: { ...toWireSurvey(survey), secret }, headers }
  },
})
