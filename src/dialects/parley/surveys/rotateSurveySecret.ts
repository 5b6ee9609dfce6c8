import Type from 'typebox'
import { rotateSurveySecret as rotate } from '../../../domain/surveys/write-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { surveyParams } from './translate.ts'

/** Tokens and links that were signed before are good no more. */
export const rotateSurveySecret = operation({
  method: 'POST',
  path: '/surveys/{surveyId}/rotate-secret',
  name: 'rotateSurveySecret',
  summary: 'Give a survey another secret',
  tag: 'Surveys',
  scope: 'surveys:write',
  isNeverStored: true,
  params: surveyParams,
  replies: { 200: Type.Object({ secret: Type.String({ description: 'Shown this once.' }) }) },
  errors: ['survey-not-found'],
  async handle({ write, caller, params }) {
    const secret = await write(tx => rotate(tx, caller.tenant, params.surveyId))
    return { status: 200, body: { secret } }
  },
})
