import Type from 'typebox'
import { readItem } from '../../../domain/catalogues/read-catalogues.ts'
import { operation } from '../../../http/operation.ts'
import { catalogueParams, ItemModel, toWireItem } from './translate.ts'

export const getCatalogueItem = operation({
  method: 'GET',
  path: '/catalogues/{catalogueSlug}/items/{itemKey}',
  name: 'getCatalogueItem',
  summary: 'Read an item of a catalogue',
  tag: 'Catalogues',
  scope: 'catalogues:read',
  params: Type.Object({ ...catalogueParams.properties, itemKey: Type.String() }),
  replies: { 200: ItemModel },
  errors: ['catalogue-not-found', 'catalogue-item-not-found'],
  async handle({ db, caller, params }) {
    const item = await readItem(db, caller.tenant, params.catalogueSlug, params.itemKey)
    return { status: 200, body: toWireItem(item) }
  },
})
