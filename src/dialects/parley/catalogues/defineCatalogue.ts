import { defineCatalogue as define } from '../../../domain/catalogues/define-catalogue.ts'
import { operation } from '../../../http/operation.ts'
import { CatalogueBody, CatalogueModel, catalogueParams, toWireCatalogue } from './translate.ts'

/** The slug is chosen by the caller. Items that are there stay as they are. */
export const defineCatalogue = operation({
  method: 'PUT',
  path: '/catalogues/{catalogueSlug}',
  name: 'defineCatalogue',
  summary: 'Make a catalogue, or define it anew',
  tag: 'Catalogues',
  scope: 'catalogues:write',
  params: catalogueParams,
  body: CatalogueBody,
  replies: { 200: CatalogueModel, 201: CatalogueModel },
  errors: ['catalogue-invalid'],
  async handle({ write, caller, params, body, now }) {
    const { catalogue, isNew } = await write(tx => define(tx, caller.tenant, params.catalogueSlug, body, now))
    return { status: isNew ? 201 : 200, body: toWireCatalogue(catalogue) }
  },
})
