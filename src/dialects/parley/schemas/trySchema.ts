import Type from 'typebox'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { prepare } from '../../../domain/interactions/interaction.ts'
import { compileCheck } from '../../../domain/schemas/check.ts'
import { readDefinition, type SchemaDefinition } from '../../../domain/schemas/definition.ts'
import { operation } from '../../../http/operation.ts'
import { DomainError, type Fault } from '../../../kernel/domain-error.ts'
import { newId } from '../../../kernel/ids.ts'
import { Faults, toWireFaults } from './translate.ts'

/**
 * For who is writing a definition: what is wrong with it, and what would become of a payload under it. Mistakes are the
 * answer here and no refusal.
 */
export const trySchema = operation({
  method: 'POST',
  path: '/schema-trials',
  name: 'trySchema',
  summary: 'Check a definition that is not saved, and a payload under it',
  tag: 'Schemas',
  scope: 'schemas:read',
  body: Type.Object(
    {
      jsonSchema: Type.Unknown({ description: 'The definition, JSON Schema draft 2020-12.' }),
      payload: Type.Optional(Type.Unknown()),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 192 * 1024,
  replies: {
    200: Type.Object({
      mistakes: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
        description: 'Of the definition, by JSON pointers into it.',
      }),
      payload: Type.Union([Type.Object({ isValid: Type.Boolean(), faults: Faults }), Type.Null()], {
        description: 'Null when none was sent, or when the definition has mistakes.',
      }),
    }),
  },
  errors: [],
  async handle({ caller: { tenant }, body, rawBody, now }) {
    const { definition, mistakes } = read(body.jsonSchema, tenant)
    if (!definition || body.payload === undefined) return { status: 200, body: { mistakes, payload: null } }
    const rule = tenant.settings.dateTimeOffset === 'required' ? 'offset-required' : 'offset-optional'
    const check = compileCheck(definition.jsonSchema, rule)
    const schema = { key: newId(), version: 1, definition, check, createdAt: now, updatedAt: now }
    const { payload } = body
    const input = { contactId: '', schemaId: definition.id, createdDate: now, payload, body: rawBody }
    const faults = toWireFaults(prepare(tenant.id, schema, input).faults)
    return { status: 200, body: { mistakes, payload: { isValid: faults.length === 0, faults } } }
  },
})

interface Reading {
  readonly definition?: SchemaDefinition
  readonly mistakes: { pointer: string; detail: string }[]
}

/** The name and the id are not what is tried. */
function read(jsonSchema: unknown, { settings: { segmentableProperties } }: Tenant): Reading {
  const input = { id: 'draft', displayName: 'draft', jsonSchema }
  try {
    return { definition: readDefinition(input, { segmentableProperties }), mistakes: [] }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'too-many-segmentable-properties')
      return { mistakes: [{ pointer: '/properties', detail: error.message }] }
    const faults = error.data.faults as readonly Fault[]
    const pointerOf = (field: string) => field.replace(/^\/jsonSchema/, '')
    return { mistakes: faults.map(({ field, message }) => ({ pointer: pointerOf(field), detail: message })) }
  }
}
