import Type from 'typebox'
import { updateSchema as update } from '../../../domain/schemas/update-schema.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { SchemaBody, SchemaModel, schemaParams, toWireSchema } from './translate.ts'

/** Replaces the definition. What is stored stays; rejected interactions can then be replayed. */
export const updateSchema = operation({
  method: 'PUT',
  path: '/schemas/{schemaId}',
  name: 'updateSchema',
  summary: 'Give a schema another definition',
  tag: 'Schemas',
  scope: 'schemas:write',
  params: schemaParams,
  headers: Type.Object(ifMatch),
  body: SchemaBody,
  bodyLimit: 128 * 1024,
  replies: { 200: SchemaModel },
  errors: [
    'schema-not-found',
    'schema-definition-invalid',
    'too-many-segmentable-properties',
    'version-mismatch',
  ],
  async handle({ write, directory, caller, params, headers, body, now }) {
    const accept = (version: number) => requireMatch(headers['if-match'], version)
    const { definition, version, createdAt } = await write(tx =>
      update(tx, caller.tenant, params.schemaId, body, accept, now),
    )
    await directory.refresh()
    const wire = toWireSchema(definition, { version, createdAt, updatedAt: now })
    return { status: 200, body: wire, headers: etag(version) }
  },
})
