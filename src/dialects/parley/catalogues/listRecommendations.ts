import Type from 'typebox'
import { listRecommendations as list } from '../../../domain/catalogues/read-catalogues.ts'
import { operation } from '../../../http/operation.ts'
import { RecommendationModel, toWireRecommendation } from './translate.ts'

export const listRecommendations = operation({
  method: 'GET',
  path: '/recommendations',
  name: 'listRecommendations',
  summary: 'List recommendations',
  tag: 'Catalogues',
  scope: 'catalogues:read',
  replies: { 200: Type.Object({ items: Type.Array(RecommendationModel) }) },
  async handle({ db, caller }) {
    return { status: 200, body: { items: (await list(db, caller.tenant)).map(toWireRecommendation) } }
  },
})
