import type { TSchema } from 'typebox'
import type { Dialect } from './dialect.ts'
import type { Operation } from './operation.ts'
import { type ApiVersion, phaseAt } from './versions.ts'

/** The OpenAPI 3.1 description of one version of a dialect, made from its operations. */
export function toOpenApi(dialect: Dialect, version: ApiVersion, serverVersion: string, at: Date): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of dialect.operations) {
    if (operation.versions && !operation.versions.includes(version.name)) continue
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(
        operation,
        dialect.refusal?.contentType ?? 'application/json',
      ),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${dialect.title} ${version.name}`,
      version: serverVersion,
      description: `Served by Parley. Phase: ${phaseAt(version, at)}.`,
    },
    servers: [{ url: dialect.mount(version.name) }],
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: dialect.securityScheme },
      schemas: { Error: dialect.refusal?.shape ?? errorShape },
    },
    paths,
  }
}

const errorShape = {
  type: 'object',
  required: ['message'],
  properties: {
    errorCode: { type: 'string' },
    message: { type: 'string' },
    messageDetails: { type: 'object' },
    validationErrors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, errorDescription: { type: 'string' } },
      },
    },
  },
}

function describe(operation: Operation, refusalType: string): object {
  const notes = [
    operation.isExtension && 'An extension of Parley: the vendor has no such operation.',
    operation.aliasOf && `Another path for ${operation.aliasOf}, which the vendor's pages name.`,
    operation.feature && `Only for tenants with the feature ${operation.feature}.`,
    operation.errors && `Errors: ${operation.errors.join(', ')}.`,
  ]
  return {
    operationId: operation.name,
    summary: operation.summary,
    description: notes.filter(Boolean).join(' '),
    tags: [operation.tag],
    parameters: [
      ...toParameters(operation.params, 'path'),
      ...toParameters(operation.query, 'query'),
      ...toParameters(operation.headers, 'header'),
      ...(operation.method === 'POST' && !operation.isNeverStored ? [idempotencyKey] : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: !operation.isBodyOptional,
        content: { 'application/json': { schema: operation.body } },
      },
    }),
    ...(operation.parts && {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: operation.parts } } },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.replies).map(([status, shape]) => [status, toResponse(shape)]),
      ),
      default: {
        description: 'A refusal.',
        content: { [refusalType]: { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body within 24 hours are answered with the stored answer.',
  schema: { type: 'string', maxLength: 255 },
}

function toParameters(shape: TSchema | undefined, place: string): object[] {
  const { properties = {}, required = [] } = (shape ?? {}) as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(schema.description && { description: schema.description }),
    schema,
  }))
}

const json = (schema: object) => ({ 'application/json': { schema } })

function toResponse(shape: TSchema | null | undefined): object {
  return shape ? { description: 'Done.', content: json(shape) } : { description: 'Done.' }
}
