/**
 * An interaction schema: the company's own definition of one kind of interaction. It is known by its alias, which is
 * free again once the schema is deleted; its key is its own for ever.
 */
import type { ValueType } from '../../kernel/value-type.ts'
import type { Check } from './check.ts'
import type { SchemaDefinition } from './definition.ts'

export interface Schema {
  readonly key: string
  readonly version: number
  readonly definition: SchemaDefinition
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Every fault of a payload, none when it is valid. Compiled at the first use. */
  readonly check: Check
  /** Of a schema that nobody registered: what is known of its properties. */
  readonly learnt?: ReadonlyMap<string, ValueType>
}
