import { _, type CodeKeywordDefinition, type KeywordCxt } from 'ajv'
import { schemaDefinitionInvalid } from './errors.ts'
import { isMultipleOf } from './multiple-of.ts'
import { sameJson } from './same-json.ts'

type Test = (data: unknown) => boolean

/**
 * Keywords where Ajv's own fall short: it refuses an empty `enum`, compares objects by their `constructor` and calls
 * their `valueOf`, and divides in binary.
 */
export const ownKeywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: 'enum',
    schemaType: 'array',
    code: cxt => assert(cxt, isOneOf(cxt.schema)),
    error: { message: '', params: ({ schemaCode }) => _`{allowedValues: ${schemaCode}}` },
  },
  {
    keyword: 'const',
    code: cxt => assert(cxt, data => sameJson(data, cxt.schema)),
    error: { message: '', params: ({ schemaCode }) => _`{allowedValue: ${schemaCode}}` },
  },
  {
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    code: cxt => assert(cxt, isMultiple(cxt.schema)),
    error: { message: '', params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}` },
  },
]

function assert(cxt: KeywordCxt, test: Test): void {
  const name = cxt.gen.scopeValue('keyword', { ref: test })
  cxt.pass(_`${name}(${cxt.data})`)
}

function isOneOf(values: readonly unknown[]): Test {
  const plain = new Set(values.filter(value => typeof value !== 'object' || value === null))
  const compound = values.filter(value => typeof value === 'object' && value !== null)
  return data => plain.has(data) || compound.some(value => sameJson(data, value))
}

function isMultiple(divisor: number): Test {
  if (divisor > 0) return data => isMultipleOf(data as number, divisor)
  throw schemaDefinitionInvalid([{ field: '/jsonSchema', message: 'must use a multipleOf above 0' }])
}
