import type { RawBuilder } from 'kysely'
import type { Rule } from './rule.ts'
import type { Present } from './wall-clock.ts'

/** What the SQL of a rule is made for. */
export interface Ground extends Present {
  readonly tenantId: string
  /** Keys of live schemas by alias. */
  readonly schemas: ReadonlyMap<string, string>
  /** Narrows a column with the id of a contact. */
  among(contactId: RawBuilder<unknown>): RawBuilder<unknown>
}

/** What the SQL of a leaf is made with. */
export interface Compiling extends Omit<Ground, 'schemas'> {
  /** The key of the live schema with an alias, or of all. */
  schemaKeys(alias: string | undefined): readonly string[]
  /** Whether the contact is in a set of contact ids without repetitions: adds the set to the statement. */
  isIn(set: RawBuilder<unknown>): RawBuilder<boolean>
}

export interface CompiledNode {
  /** From the root. */
  readonly pointer: string
  readonly rule: Rule
  readonly predicate: RawBuilder<boolean>
}

export interface Compiled {
  /** To stand behind `from contacts contact`. */
  readonly joins: RawBuilder<unknown>
  readonly predicate: RawBuilder<boolean>
  /** Every node of the tree, the root last. */
  readonly nodes: readonly CompiledNode[]
}
