import { deleteCatalogue as remove } from '../../../domain/catalogues/define-catalogue.ts'
import { operation } from '../../../http/operation.ts'
import { catalogueParams } from './translate.ts'

/** With its items, and what is recommended of them. */
export const deleteCatalogue = operation({
  method: 'DELETE',
  path: '/catalogues/{catalogueSlug}',
  name: 'deleteCatalogue',
  summary: 'Delete a catalogue',
  tag: 'Catalogues',
  scope: 'catalogues:write',
  params: catalogueParams,
  replies: { 204: null },
  errors: ['catalogue-not-found'],
  async handle({ write, caller, params, now }) {
    await write(tx => remove(tx, caller.tenant, params.catalogueSlug, now))
    return { status: 204 }
  },
})
