import { doesNotThrow } from 'node:assert/strict'
import { test } from 'node:test'
import fastJsonStringify from 'fast-json-stringify'
import { dialects } from '../cli/compose.ts'
import { compileCheck } from './compilers.ts'

const operations = dialects.flatMap(dialect => dialect.operations)

test('what is declared of each request can be checked', () => {
  for (const { name, params, query, headers, body } of operations) {
    for (const [httpPart, schema] of Object.entries({ params, query, headers, body })) {
      if (!schema) continue
      const check = compileCheck({ schema, httpPart, method: 'GET', url: '/' })
      doesNotThrow(() => check({}), `${name}, ${httpPart}`)
    }
  }
})

test('what is declared of each answer can be written', () => {
  for (const { name, replies } of operations) {
    for (const [status, shape] of Object.entries(replies))
      if (shape) doesNotThrow(() => fastJsonStringify(shape), `${name}, ${status}`)
  }
})
