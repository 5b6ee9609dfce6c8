import { readCatalogue } from '../../../domain/catalogues/read-catalogues.ts'
import { operation } from '../../../http/operation.ts'
import { CatalogueModel, catalogueParams, toWireCatalogue } from './translate.ts'

export const getCatalogue = operation({
  method: 'GET',
  path: '/catalogues/{catalogueSlug}',
  name: 'getCatalogue',
  summary: 'Read the definition of a catalogue',
  tag: 'Catalogues',
  scope: 'catalogues:read',
  params: catalogueParams,
  replies: { 200: CatalogueModel },
  errors: ['catalogue-not-found'],
  async handle({ db, caller, params }) {
    const catalogue = await readCatalogue(db, caller.tenant, params.catalogueSlug)
    return { status: 200, body: toWireCatalogue(catalogue) }
  },
})
