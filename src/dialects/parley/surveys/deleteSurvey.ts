import Type from 'typebox'
import { deleteSurvey as remove } from '../../../domain/surveys/write-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { surveyParams } from './translate.ts'

/** All responses to it go, too. To keep them, close it. */
export const deleteSurvey = operation({
  method: 'DELETE',
  path: '/surveys/{surveyId}',
  name: 'deleteSurvey',
  summary: 'Delete a survey',
  tag: 'Surveys',
  scope: 'surveys:write',
  params: surveyParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['survey-not-found', 'version-mismatch'],
  async handle({ write, caller, params, headers, now }) {
    await write(tx =>
      remove(tx, caller.tenant, params.surveyId, now, ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    return { status: 204 }
  },
})
