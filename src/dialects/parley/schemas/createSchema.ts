import { createSchema as create } from '../../../domain/schemas/create-schema.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { NewSchemaBody, SchemaModel, toWireSchema } from './translate.ts'

export const createSchema = operation({
  method: 'POST',
  path: '/schemas',
  name: 'createSchema',
  summary: 'Define a kind of interaction',
  tag: 'Schemas',
  scope: 'schemas:write',
  body: NewSchemaBody,
  bodyLimit: 128 * 1024,
  replies: { 201: SchemaModel },
  errors: [
    'schema-definition-invalid',
    'schema-already-exists',
    'too-many-schemas',
    'too-many-segmentable-properties',
  ],
  async handle({ write, directory, caller, body, now, href }) {
    const definition = await write(tx => create(tx, caller.tenant, body, now))
    await directory.refresh()
    const made = { version: 1, createdAt: now, updatedAt: now }
    const headers = { ...etag(1), location: href(`/schemas/${definition.id}`) }
    return { status: 201, body: toWireSchema(definition, made), headers }
  },
})
