/**
 * The definition of a business event: which attributes events of a name have, and of which type each is. Events need not
 * give all of them. A name without a definition may say anything.
 */
import type { Selectable } from 'kysely'
import { type ValueType, valueTypes } from '../../kernel/value-type.ts'
import type { BusinessEventDefinitionRow } from '../../storage/tables-business-events.ts'

export interface BusinessEventAttribute {
  readonly name: string
  readonly type: ValueType
}

export interface BusinessEventDefinition {
  readonly name: string
  readonly attributes: readonly BusinessEventAttribute[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const longestEventName = 100
export const longestAttributeName = 50

/** Automations compare values of these types with what is known of a contact. */
const mappableTypes: readonly ValueType[] = ['number', 'string', 'date', 'boolean']

export const isMappable = ({ type }: BusinessEventAttribute) => mappableTypes.includes(type)

export const isAttributeType = (text: string): text is ValueType => valueTypes.includes(text as ValueType)

export const fromRow = (row: Selectable<BusinessEventDefinitionRow>): BusinessEventDefinition => ({
  name: row.name,
  attributes: row.attributes as readonly BusinessEventAttribute[],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
