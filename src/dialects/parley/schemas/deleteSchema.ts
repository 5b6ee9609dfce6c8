import { deleteSchema as remove } from '../../../domain/schemas/delete-schema.ts'
import { operation } from '../../../http/operation.ts'
import { schemaParams } from './translate.ts'

export const deleteSchema = operation({
  method: 'DELETE',
  path: '/schemas/{schemaId}',
  name: 'deleteSchema',
  summary: 'Delete a schema and all interactions of it',
  tag: 'Schemas',
  scope: 'schemas:write',
  params: schemaParams,
  replies: { 204: null },
  errors: ['schema-not-found'],
  async handle({ write, directory, caller, params, now }) {
    await write(tx => remove(tx, caller.tenant, params.schemaId, now))
    await directory.refresh()
    return { status: 204 }
  },
})
