import type { RawBuilder } from 'kysely'
import type { Rule } from './rule.ts'
import type { Present } from './wall-clock.ts'
import type { Bounds } from './window.ts'

/** What the SQL of a rule is made for. */
export interface Ground extends Present {
  readonly tenantId: string
  /** Keys of live schemas by alias. */
  readonly schemas: ReadonlyMap<string, string>
  /** Whether it is asked about few contacts, so that planning costs more than reading. */
  readonly isOfFew: boolean
  /** Narrows a column with the id of a contact. */
  among(contactId: RawBuilder<unknown>): RawBuilder<unknown>
}

/** What the SQL of a leaf is made with. */
export interface Compiling extends Omit<Ground, 'schemas' | 'isOfFew'> {
  /** The key of the live schema with an alias, or of all. */
  schemaKeys(alias: string | undefined): readonly string[]
  /** Whether the facts of the contact pass a test; never without any. Adds what gathers them to the statement. */
  ask(asked: Asked): RawBuilder<boolean>
}

/** What a leaf asks of facts of contacts. */
export interface Asked {
  /** Names the rows: what has the same name has the same `rows`, `contactId` and `at`. */
  readonly source: string
  /** From `from` on, with a `where` that others may add to. */
  readonly rows: RawBuilder<unknown>
  readonly contactId: RawBuilder<unknown>
  readonly at: RawBuilder<unknown>
  /** When the facts were. */
  readonly bounds: Bounds
  /** What else holds of each fact. */
  readonly conditions: readonly RawBuilder<unknown>[]
  /** An aggregate of the facts that are left; null, or 0, when there are none. */
  readonly value: RawBuilder<unknown>
  /** Names bounds, conditions and value. */
  readonly valueName: string
  readonly test: (value: RawBuilder<unknown>) => RawBuilder<unknown>
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
  /** One for each rule. */
  readonly rules: readonly CompiledRule[]
}

export interface CompiledRule {
  readonly predicate: RawBuilder<boolean>
  /** Every node of the tree, the root last. */
  readonly nodes: readonly CompiledNode[]
}
