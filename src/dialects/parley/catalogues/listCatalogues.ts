import Type from 'typebox'
import { listCatalogues as list } from '../../../domain/catalogues/read-catalogues.ts'
import { operation } from '../../../http/operation.ts'
import { CatalogueModel, toWireCatalogue } from './translate.ts'

/** There are a hundred at most: all of them. */
export const listCatalogues = operation({
  method: 'GET',
  path: '/catalogues',
  name: 'listCatalogues',
  summary: 'List catalogues',
  tag: 'Catalogues',
  scope: 'catalogues:read',
  replies: { 200: Type.Object({ items: Type.Array(CatalogueModel) }) },
  async handle({ db, caller }) {
    return { status: 200, body: { items: (await list(db, caller.tenant)).map(toWireCatalogue) } }
  },
})
