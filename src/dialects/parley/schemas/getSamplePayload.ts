import Type from 'typebox'
import { samplePayload } from '../../../domain/schemas/sample-payload.ts'
import { operation } from '../../../http/operation.ts'
import { findSchema } from './find-schema.ts'
import { Faults, schemaParams, toWireFaults } from './translate.ts'

/** A payload to begin with. What a pattern asks for cannot be made up: then it is told what is still wrong. */
export const getSamplePayload = operation({
  method: 'GET',
  path: '/schemas/{schemaId}/sample',
  name: 'getSamplePayload',
  summary: 'A payload as the schema wants it',
  tag: 'Schemas',
  scope: 'schemas:read',
  params: schemaParams,
  replies: {
    200: Type.Object({
      payload: Type.Object({}, { additionalProperties: true }),
      isValid: Type.Boolean(),
      faults: Faults,
    }),
  },
  errors: ['schema-not-found'],
  async handle({ caller, params, now, ...services }) {
    const schema = await findSchema(services, caller, params.schemaId)
    const payload = samplePayload(schema.definition, now)
    const faults = toWireFaults(schema.check(payload))
    return { status: 200, body: { payload, isValid: faults.length === 0, faults } }
  },
})
