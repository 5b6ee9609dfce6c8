import assert from 'node:assert/strict'
import { readDefinition } from '../../src/domain/schemas/definition.ts'
import { DomainError, type Fault } from '../../src/kernel/domain-error.ts'

export const $schema = 'https://json-schema.org/draft/2020-12/schema'
export const input = (
  jsonSchema: unknown,
  id: unknown = 'store-visit',
  displayName: unknown = 'Store visit',
) => ({
  id,
  displayName,
  jsonSchema,
})
export const schemaOf = (properties: unknown, more: object = {}) => ({
  $schema,
  type: 'object',
  properties,
  ...more,
})
export const readProperties = (properties: unknown, more?: object) =>
  readDefinition(input(schemaOf(properties, more)))

export function faultsOf(run: () => unknown): readonly Fault[] {
  try {
    run()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'schema-definition-invalid') {
      const { faults, pointer, message } = error.data as { faults: Fault[]; pointer: string; message: string }
      assert.deepEqual(faults[0], { field: pointer, message })
      return faults
    }
    throw error
  }
  return []
}

export const firstPointer = (run: () => unknown) => faultsOf(run)[0]?.field
/** The pointer of the first mistake in a property named `p`, from that property on. */
export const inProperty = (schema: unknown) =>
  firstPointer(() => readProperties({ p: schema }))?.replace('/jsonSchema/properties/p', '')
