import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { findSchema } from './find-schema.ts'
import { SchemaModel, schemaParams, toWireSchema } from './translate.ts'

export const getSchema = operation({
  method: 'GET',
  path: '/schemas/{schemaId}',
  name: 'getSchema',
  summary: 'Read a schema',
  tag: 'Schemas',
  scope: 'schemas:read',
  params: schemaParams,
  replies: { 200: SchemaModel },
  errors: ['schema-not-found'],
  async handle({ caller, params, ...services }) {
    const schema = await findSchema(services, caller, params.schemaId)
    return { status: 200, body: toWireSchema(schema.definition, schema), headers: etag(schema.version) }
  },
})
