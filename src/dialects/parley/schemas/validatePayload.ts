import Type from 'typebox'
import { prepare } from '../../../domain/interactions/interaction.ts'
import { compileCheck } from '../../../domain/schemas/check.ts'
import { readDefinition } from '../../../domain/schemas/definition.ts'
import type { Schema } from '../../../domain/schemas/schema.ts'
import { operation } from '../../../http/operation.ts'
import { findSchema } from './find-schema.ts'
import { Faults, schemaParams, toWireFaults } from './translate.ts'

/** A dry run: says what would become of a payload. With `jsonSchema`, under that definition instead of the present one. */
export const validatePayload = operation({
  method: 'POST',
  path: '/schemas/{schemaId}/validate',
  name: 'validatePayload',
  summary: 'Check a payload without storing it',
  tag: 'Schemas',
  scope: 'schemas:read',
  params: schemaParams,
  body: Type.Object(
    {
      payload: Type.Unknown(),
      jsonSchema: Type.Optional(Type.Unknown({ description: 'A definition to try before it is saved.' })),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 192 * 1024,
  replies: { 200: Type.Object({ isValid: Type.Boolean(), faults: Faults, schemaVersion: Type.Integer() }) },
  errors: ['schema-not-found', 'schema-definition-invalid'],
  async handle({ caller, params, body, rawBody, now, ...services }) {
    const schema = await findSchema(services, caller, params.schemaId)
    const tried =
      body.jsonSchema === undefined ? schema : withDefinition(schema, body.jsonSchema, caller.tenant)
    const input = {
      contactId: '',
      schemaId: params.schemaId,
      createdDate: now,
      payload: body.payload,
      body: rawBody,
    }
    const { faults } = prepare(caller.tenant.id, tried, input)
    const isValid = faults.length === 0
    return { status: 200, body: { isValid, faults: toWireFaults(faults), schemaVersion: tried.version } }
  },
})

function withDefinition(
  schema: Schema,
  jsonSchema: unknown,
  { settings }: Parameters<typeof findSchema>[1]['tenant'],
): Schema {
  const { id, displayName } = schema.definition
  const limits = { segmentableProperties: settings.segmentableProperties }
  const definition = readDefinition({ id, displayName, jsonSchema }, limits)
  const rule = settings.dateTimeOffset === 'required' ? 'offset-required' : 'offset-optional'
  return {
    ...schema,
    definition,
    check: compileCheck(definition.jsonSchema, rule),
    version: schema.version + 1,
  }
}
