import { deleteResponse } from '../../../domain/surveys/read-responses.ts'
import { operation } from '../../../http/operation.ts'
import { responseParams } from './translate.ts'

/** Its files are swept away within the hour. */
export const deleteSurveyResponse = operation({
  method: 'DELETE',
  path: '/survey-responses/{responseId}',
  name: 'deleteSurveyResponse',
  summary: 'Delete a response to a survey',
  tag: 'Surveys',
  scope: 'surveys:write',
  params: responseParams,
  replies: { 204: null },
  errors: ['survey-response-not-found'],
  async handle({ write, caller, params, now }) {
    await write(tx => deleteResponse(tx, caller.tenant, params.responseId, now))
    return { status: 204 }
  },
})
