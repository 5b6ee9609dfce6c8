import Type from 'typebox'
import { listSurveys as list } from '../../../domain/surveys/read-surveys.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { SurveyModel, toWireSurvey } from './translate.ts'

export const listSurveys = operation({
  method: 'GET',
  path: '/surveys',
  name: 'listSurveys',
  summary: 'List surveys',
  tag: 'Surveys',
  scope: 'surveys:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(SurveyModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant, query), toWireSurvey) }
  },
})
