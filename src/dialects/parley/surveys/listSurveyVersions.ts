import Type from 'typebox'
import { listSurveyVersions as list } from '../../../domain/surveys/read-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { surveyParams, toWireVersion, VersionModel } from './translate.ts'

/** The newest two hundred, the newest first. */
export const listSurveyVersions = operation({
  method: 'GET',
  path: '/surveys/{surveyId}/versions',
  name: 'listSurveyVersions',
  summary: 'What a survey asked when',
  tag: 'Surveys',
  scope: 'surveys:read',
  params: surveyParams,
  replies: { 200: Type.Object({ items: Type.Array(VersionModel) }) },
  errors: ['survey-not-found'],
  async handle({ db, caller, params }) {
    const versions = await list(db, caller.tenant, params.surveyId)
    return { status: 200, body: { items: versions.map(toWireVersion) } }
  },
})
