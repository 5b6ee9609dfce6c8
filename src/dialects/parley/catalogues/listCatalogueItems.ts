import Type from 'typebox'
import { listItems } from '../../../domain/catalogues/read-catalogues.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { catalogueParams, ItemModel, toWireItem } from './translate.ts'

/** By key. */
export const listCatalogueItems = operation({
  method: 'GET',
  path: '/catalogues/{catalogueSlug}/items',
  name: 'listCatalogueItems',
  summary: 'List the items of a catalogue',
  tag: 'Catalogues',
  scope: 'catalogues:read',
  params: catalogueParams,
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(ItemModel) },
  errors: ['catalogue-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await listItems(db, caller.tenant, params.catalogueSlug, query)
    return { status: 200, body: toWirePage(page, toWireItem) }
  },
})
