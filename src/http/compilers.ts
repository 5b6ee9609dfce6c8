/**
 * What makes checks and serializers of the operations' shapes. Each is made at its first use: making all of them, for
 * some hundred operations in each version, was a quarter of a start. `compilers.test.ts` makes every one.
 */
import { Ajv, type ErrorObject } from 'ajv'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify/types/schema.js'

// Bodies are taken as they are; what comes as text in paths, queries and headers is read as what it should be.
const bodyValidator = new Ajv({
  strict: false,
  validateFormats: false,
  allErrors: false,
  ownProperties: true,
})
const textValidator = new Ajv({
  strict: false,
  validateFormats: false,
  allErrors: false,
  ownProperties: true,
  coerceTypes: true,
  useDefaults: true,
})

interface Check {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}

export const compileCheck: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  let made: Check | undefined
  const check: Check = data => {
    made ??= (httpPart === 'body' ? bodyValidator : textValidator).compile(schema) as Check
    const isRight = made(data)
    check.errors = made.errors ?? null
    return isRight
  }
  return check
}

export const compileSerializer: FastifySerializerCompiler<object> = ({ schema }) => {
  let made: ((data: unknown) => string) | undefined
  return data => {
    made ??= serializerOf(schema)
    return made(data)
  }
}

/** An operation has the same shapes in every version. */
const serializers = new WeakMap<object, (data: unknown) => string>()

function serializerOf(schema: object) {
  const serializer = serializers.get(schema) ?? fastJsonStringify(schema)
  serializers.set(schema, serializer)
  return serializer
}
