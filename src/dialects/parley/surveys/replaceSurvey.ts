import Type from 'typebox'
import { replaceSurvey as replace } from '../../../domain/surveys/write-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { SurveyBody, SurveyModel, surveyParams, toWireSurvey } from './translate.ts'

/** A new version. Who opened the form before answers the one that was shown. */
export const replaceSurvey = operation({
  method: 'PUT',
  path: '/surveys/{surveyId}',
  name: 'replaceSurvey',
  summary: 'Write a survey anew',
  tag: 'Surveys',
  scope: 'surveys:write',
  params: surveyParams,
  headers: Type.Object(ifMatch),
  body: SurveyBody,
  replies: { 200: SurveyModel },
  errors: ['survey-not-found', 'survey-invalid', 'version-mismatch'],
  async handle({ write, caller, params, headers, body, now }) {
    const survey = await write(tx =>
      replace(tx, caller.tenant, params.surveyId, body, now, ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 200, body: toWireSurvey(survey), headers: etag(survey.version) }
  },
})
