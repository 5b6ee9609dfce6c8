import Type from 'typebox'
import { recommend } from '../../../domain/catalogues/read-catalogues.ts'
import { operation } from '../../../http/operation.ts'
import { ItemModel, toWireItem } from './translate.ts'

/** Items that are no longer in the catalogue are left out. */
export const getRecommended = operation({
  method: 'GET',
  path: '/recommendations/{recommendationSlug}/items',
  name: 'getRecommended',
  summary: 'What is recommended beside an item, to a user, or to all',
  tag: 'Catalogues',
  scope: 'catalogues:read',
  params: Type.Object({ recommendationSlug: Type.String() }),
  query: Type.Object({
    for: Type.Optional(
      Type.String({ maxLength: 200, description: 'The key of an item or a user id; none for a static one.' }),
    ),
  }),
  replies: { 200: Type.Object({ items: Type.Array(ItemModel) }) },
  errors: ['recommendation-not-found'],
  async handle({ db, caller, params, query }) {
    const items = await recommend(db, caller.tenant, params.recommendationSlug, query.for ?? '')
    return { status: 200, body: { items: items.map(toWireItem) } }
  },
})
