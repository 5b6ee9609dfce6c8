import Type from 'typebox'
import { listSchemaVersions as list } from '../../../domain/schemas/schema-versions.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { findSchema } from './find-schema.ts'
import { SchemaVersionModel, schemaParams, toWireVersion } from './translate.ts'

/** The newest two hundred, the newest first. A schema that nobody registered has none. */
export const listSchemaVersions = operation({
  method: 'GET',
  path: '/schemas/{schemaId}/versions',
  name: 'listSchemaVersions',
  summary: 'What a schema said when',
  tag: 'Schemas',
  scope: 'schemas:read',
  params: schemaParams,
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(SchemaVersionModel) },
  errors: ['schema-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query, ...services }) {
    const schema = await findSchema(services, caller, params.schemaId)
    const page = await list(db, caller.tenant.id, schema, query)
    return { status: 200, body: toWirePage(page, toWireVersion) }
  },
})
